/** How a call went, as a conversation tells it: shared by the rooms `call` and `chat`. */
export type CallOutcome = 'answered' | 'missed' | 'declined' | 'busy' | 'cancelled' | 'unanswered' | 'failed';
