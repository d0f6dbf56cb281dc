export { launchChromium, newPerson, type LaunchOptions } from './browser.js';
export { controls, RUNNING_TIME, type Controls } from './controls.js';
export { rubbishFrames } from './fuzz.js';
export { injected, marker, startNetwork, type Held, type Network } from './network.js';
export {
  eventually,
  expectMedia,
  expectNoErrors,
  expectNothingLeft,
  mediaFlow,
  watchErrors,
  type EndedCall,
  type MediaFlow,
} from './oracle.js';
export {
  openProfile,
  profileAddress,
  SARA,
  TARIQ,
  whenConnected,
  whenReady,
  type OpenProfileOptions,
} from './profile.js';
export {
  bothRead,
  callLog,
  connect,
  expectAgreement,
  openTwo,
  phaseOf,
  startCall,
  twoCalls,
  whenBothConnected,
  whenCallLog,
  whenPhase,
  withTwo,
  type Person,
  type Two,
  type TwoOptions,
} from './two.js';
export { lingering, ringsOnDemand } from './clock.js';
export { fallSilent, faster } from './silence.js';
export { startSocketRecorder, type RecordedSocket, type SocketRecorder } from './socket-recorder.js';
export { startSite, type Site, type SiteOptions } from './site.js';
export { timedCalls } from './timed.js';
export { widgetAddress, type ScriptKind, type WidgetPageOptions } from './widget-page.js';
