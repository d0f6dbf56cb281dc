"""Lines that a call_id finds: no descriptions, no addresses, no texts, and nothing that breaks a line."""

import logging
import re

logger = logging.getLogger("p2p")


def log(prefix, step, call_id, **more):
    named = {"call_id": call_id, **more}
    words = " ".join(f"{key}={re.sub(r'[^-.:+_a-zA-Z0-9]', '?', str(value))[:80]}" for key, value in named.items())
    logger.info("[%s] %s - %s", prefix, step, words)
