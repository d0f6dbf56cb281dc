import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../call/snapshot.js';
import { tint } from './avatar.js';
import { CcmElement, props } from './element.js';
import { mic, phone, phoneOff, video } from './icons.js';
import { base, stage } from './styles.js';

/**
 * Somebody calls. Nothing in here takes focus by itself: a key that was meant for the page answers nothing.
 *
 * @csspart stage - The dark background.
 * @csspart avatar - The caller's face.
 * @csspart name - The caller's name.
 * @csspart quick-reply - A reply that declines.
 * @csspart decline-button - Decline.
 * @csspart accept-button - Accept, and Accept without video.
 * @fires ccm-accept-request - `{video}`
 * @fires ccm-decline-request - `{message?}`
 */
export class CcmRinging extends CcmElement {
  static override properties = props({ call: null });

  static override styles = [
    base,
    stage,
    css`
      .quick {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: center;
        padding: 0 16px 22px;
      }
      .quick button {
        padding: 9px 13px;
        background: #fff1;
        box-shadow: inset 0 0 0 1px #fff3;
        font-size: 13px;
        line-height: 18px;
      }
      .acts {
        display: flex;
        padding: 0 18px max(26px, env(safe-area-inset-bottom));
      }
      .acts button {
        flex: 1 1 0;
        flex-direction: column;
        justify-content: start;
        border-radius: 16px;
        font-size: 13px;
        line-height: 18px;
        color: #fffc;
      }
      .disc {
        display: grid;
        place-items: center;
        width: 68px;
        height: 68px;
        border-radius: 999px;
        background: #fff2;
        color: #fff;
        --i: 26px;
      }
      .red {
        background: var(--_danger);
      }
      .green {
        background: var(--_success);
      }
      .green svg {
        animation: nudge 1.6s ease-in-out infinite;
      }
      .stage {
        animation: grow 0.25s ease-out;
      }
      .stage:dir(rtl) {
        --_x: calc(100% - 36px);
      }
      /* grows out of the face in the header */
      @keyframes grow {
        from {
          clip-path: circle(20px at var(--_x, 36px) 32px);
        }
        to {
          clip-path: circle(150% at var(--_x, 36px) 32px);
        }
      }
      @keyframes nudge {
        8%,
        22% {
          transform: rotate(-12deg);
        }
        15%,
        30% {
          transform: none;
        }
      }
    `,
  ];

  declare call: CallSnapshot | null;

  protected override willUpdate(): void {
    tint(this, this.call?.peer);
  }

  protected override render(): unknown {
    const { call, strings } = this;
    if (!call) return nothing;
    const { kind, peer } = call;
    const name = this.nameOf(peer);
    return html`<section class="stage" part="stage" aria-label=${`${strings.incoming(kind)}, ${name}`}>
      <div class="top">
        <span class="tag">${kind === 'video' ? video : phone} ${strings.incoming(kind)}</span>
      </div>
      <div class="mid">
        <div class="rings">
          <i></i><i></i><i></i>
          <ccm-avatar part="avatar" .strings=${strings} .profile=${peer} .size=${116}></ccm-avatar>
        </div>
        <h2 part="name"><bdi>${name}</bdi></h2>
        <p class="sub">${strings.callFrom(kind, peer.type)}</p>
        <span class="vh" role="status" aria-label=${strings.callStatus}>${strings.ringing}</span>
      </div>
      ${this.replies()}
      <div class="acts">
        ${this.action('decline', strings.decline, phoneOff, 'red')}
        ${kind === 'video' ? this.action('voice', strings.acceptWithoutVideo, mic, '') : nothing}
        ${this.action('accept', strings.accept, kind === 'video' ? video : phone, 'green')}
      </div>
    </section>`;
  }

  private replies(): TemplateResult {
    const { strings } = this;
    return html`<div class="quick" role="group" aria-label=${strings.quickRepliesLabel}>
      ${strings.quickReplies.map(
        (message) =>
          html`<button part="quick-reply" dir="auto" @click=${() => this.ask('decline', { message })}>
            ${message}
          </button>`,
      )}
    </div>`;
  }

  private action(
    what: 'accept' | 'voice' | 'decline',
    label: string,
    icon: unknown,
    tone: string,
  ): TemplateResult {
    const click = (): void => {
      if (what === 'decline') this.ask('decline', {});
      else this.ask('accept', { video: what === 'accept' && this.call?.kind === 'video' });
    };
    return html`<button part=${what === 'decline' ? 'decline-button' : 'accept-button'} @click=${click}>
      <span class="disc box ${tone}">${icon}</span>${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-ringing': CcmRinging;
  }
}
