/**
 * A camera and a microphone for pages without any: a drawn person who moves, blinks and talks, and a soft voice made
 * with Web Audio. Give what `demoCamera` returns to the element's `getUserMedia` property.
 *
 *   element.getUserMedia = demoCamera('tariq');
 */

const people = {
  tariq: {
    wall: ['#274b63', '#16303f'],
    glow: '#f6c98a',
    skin: '#c68d5f',
    shade: '#a87147',
    hair: '#1d1a1c',
    shirt: ['#2c8c84', '#1f6a65'],
    beard: true,
    pitch: 112,
    formants: [520, 1180, 2400],
    turn: 0,
  },
  sara: {
    wall: ['#5b4a86', '#33295a'],
    glow: '#ffd8e4',
    skin: '#e0ac82',
    shade: '#c68f66',
    hair: '#3a2430',
    shirt: ['#c8566f', '#9d3f58'],
    beard: false,
    pitch: 205,
    formants: [610, 1650, 2750],
    turn: 0.5,
  },
};

/** Both people talk in turns of four seconds, by the clock, so that a call sounds like a conversation. */
const TURN = 8;
const WIDTH = 1280;
const HEIGHT = 720;

/** How loud the person talks at a time in seconds: 0 silent to 1. */
function loudness(person, time) {
  const place = (time / TURN + person.turn) % 1;
  if (place > 0.44) return 0;
  const syllable = Math.sin(time * Math.PI * 4.3) ** 2;
  const stress = 0.55 + 0.45 * Math.sin(time * 2.7 + 1) * Math.sin(time * 1.3);
  const edges = Math.min(1, place / 0.02, (0.44 - place) / 0.03);
  return syllable * stress * edges;
}

function ellipse(pen, x, y, rx, ry, fill) {
  pen.beginPath();
  pen.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  pen.fillStyle = fill;
  pen.fill();
}

function gradient(pen, x0, y0, x1, y1, [from, to]) {
  const fill = pen.createLinearGradient(x0, y0, x1, y1);
  fill.addColorStop(0, from);
  fill.addColorStop(1, to);
  return fill;
}

function drawRoom(pen, person, time) {
  pen.fillStyle = gradient(pen, 0, 0, WIDTH, HEIGHT, person.wall);
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  const lamp = pen.createRadialGradient(250, 170, 20, 250, 170, 420);
  lamp.addColorStop(0, person.glow);
  lamp.addColorStop(1, 'transparent');
  pen.globalAlpha = 0.4 + 0.03 * Math.sin(time * 0.9);
  pen.fillStyle = lamp;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.globalAlpha = 0.22;
  pen.fillStyle = '#fff';
  pen.beginPath();
  pen.roundRect(930, 90, 250, 170, 12);
  pen.fill();
  pen.globalAlpha = 0.5;
  for (const [x, height, colour] of [
    [950, 92, '#e8b04a'],
    [986, 110, '#d86a5a'],
    [1022, 84, '#7fb7d6'],
    [1058, 116, '#f2efe6'],
    [1096, 96, '#8cbf7f'],
    [1132, 104, '#b993d6'],
  ]) {
    pen.fillStyle = colour;
    pen.fillRect(x, 238 - height, 28, height);
  }
  pen.globalAlpha = 1;
}

function drawBody(pen, person, x, y) {
  pen.fillStyle = person.shade;
  pen.beginPath();
  pen.roundRect(x - 58, y + 95, 116, 150, 56);
  pen.fill();
  pen.fillStyle = gradient(pen, 0, y + 150, 0, HEIGHT, person.shirt);
  pen.beginPath();
  pen.moveTo(x - 330, HEIGHT);
  pen.bezierCurveTo(x - 330, y + 270, x - 200, y + 225, x - 70, y + 205);
  pen.quadraticCurveTo(x, y + 250, x + 70, y + 205);
  pen.bezierCurveTo(x + 200, y + 225, x + 330, y + 270, x + 330, HEIGHT);
  pen.fill();
}

function drawLongHair(pen, person, x, y) {
  ellipse(pen, x, y + 20, 165, 205, person.hair);
  pen.fillStyle = person.hair;
  pen.beginPath();
  pen.roundRect(x - 163, y + 20, 326, 250, [0, 0, 110, 110]);
  pen.fill();
}

function drawFace(pen, person, x, y, open, blink) {
  ellipse(pen, x, y, 128, 160, person.skin);
  ellipse(pen, x - 128, y + 12, 18, 30, person.shade);
  ellipse(pen, x + 128, y + 12, 18, 30, person.shade);
  if (person.beard) {
    pen.fillStyle = person.hair;
    pen.beginPath();
    pen.moveTo(x - 127, y + 20);
    pen.bezierCurveTo(x - 124, y + 214, x + 124, y + 214, x + 127, y + 20);
    pen.bezierCurveTo(x + 96, y + 74, x + 60, y + 62, x, y + 60);
    pen.bezierCurveTo(x - 60, y + 62, x - 96, y + 74, x - 127, y + 20);
    pen.fill();
  }
  for (const side of [-1, 1]) {
    ellipse(pen, x + side * 48, y - 8, 16, 12 * blink, '#fff');
    ellipse(pen, x + side * 48, y - 8, 10, 10.5 * blink, '#2a1c18');
    ellipse(pen, x + side * 48 + 3, y - 12, 3, 3 * blink, '#fff');
    pen.strokeStyle = person.hair;
    pen.lineWidth = person.beard ? 10 : 7;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.arc(x + side * 48, y - 14, 28, Math.PI * 1.22, Math.PI * 1.78);
    pen.stroke();
  }
  ellipse(pen, x, y + 38, 15, 11, person.shade);
  pen.fillStyle = '#8a343c';
  pen.beginPath();
  pen.moveTo(x - 36, y + 78);
  pen.quadraticCurveTo(x, y + 88 - open * 10, x + 36, y + 78);
  pen.quadraticCurveTo(x, y + 106 + open * 44, x - 36, y + 78);
  pen.fill();
}

function drawHair(pen, person, x, y) {
  pen.fillStyle = person.hair;
  pen.beginPath();
  pen.moveTo(x - 134, y - 6);
  pen.bezierCurveTo(x - 150, y - 215, x + 150, y - 215, x + 134, y - 6);
  if (person.beard) pen.bezierCurveTo(x + 112, y - 96, x - 60, y - 104, x - 134, y - 6);
  else pen.bezierCurveTo(x + 96, y - 110, x + 10, y - 128, x - 134, y - 6);
  pen.fill();
}

function drawPerson(pen, person, time) {
  const open = loudness(person, time);
  const blink = time % 3.7 < 0.12 ? 0.1 : 1;
  const x = WIDTH / 2 + Math.sin(time * 0.7 + person.turn * 9) * 22;
  const y = 300 + Math.sin(time * 1.1) * 6 + open * 5;
  drawRoom(pen, person, time);
  // Far enough from the camera for a picture that is cut to a phone's shape.
  pen.save();
  pen.translate((WIDTH * 0.26) / 2, HEIGHT * 0.26);
  pen.scale(0.74, 0.74);
  if (!person.beard) drawLongHair(pen, person, x, y);
  drawBody(pen, person, WIDTH / 2 + (x - WIDTH / 2) * 0.5, y);
  drawFace(pen, person, x, y, open, blink);
  drawHair(pen, person, x, y);
  pen.restore();
}

function openCamera(person) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  const draw = () => drawPerson(pen, person, Date.now() / 1000);
  draw();
  return { tracks: canvas.captureStream(24).getVideoTracks(), tick: draw, close() {} };
}

/** A buzz like that of vocal cords through three filters that stand where a mouth's resonances do. */
function openMicrophone(person) {
  const context = new AudioContext();
  const voice = new OscillatorNode(context, { type: 'sawtooth', frequency: person.pitch });
  const lips = new GainNode(context, { gain: 0 });
  const out = context.createMediaStreamDestination();
  for (const [index, frequency] of person.formants.entries()) {
    const filter = new BiquadFilterNode(context, { type: 'bandpass', frequency, Q: 7 });
    voice
      .connect(filter)
      .connect(new GainNode(context, { gain: [0.5, 0.28, 0.12][index] }))
      .connect(lips);
  }
  lips.connect(out);
  voice.start();
  const wake = () => void context.resume();
  document.addEventListener('pointerdown', wake);
  document.addEventListener('keydown', wake);
  wake();
  return {
    tracks: out.stream.getAudioTracks(),
    tick() {
      const time = Date.now() / 1000;
      const melody = 1 + 0.1 * Math.sin(time * 2.1) + 0.05 * Math.sin(time * 5.3);
      lips.gain.setTargetAtTime(0.3 * loudness(person, time), context.currentTime, 0.03);
      voice.frequency.setTargetAtTime(person.pitch * melody, context.currentTime, 0.05);
    },
    close() {
      document.removeEventListener('pointerdown', wake);
      document.removeEventListener('keydown', wake);
      void context.close();
    },
  };
}

/** Runs until the page has stopped every track, then leaves nothing behind. */
function keepAlive(devices) {
  const timer = setInterval(() => {
    const live = devices.filter(({ tracks }) => tracks.some((track) => track.readyState === 'live'));
    for (const device of devices) if (live.includes(device)) device.tick();
    if (live.length > 0) return;
    clearInterval(timer);
    for (const device of devices) device.close();
  }, 1000 / 24);
}

/** An async function with the shape of `navigator.mediaDevices.getUserMedia`. `who` is `tariq` or `sara`. */
export function demoCamera(who) {
  const person = people[who] ?? people.tariq;
  return async (constraints) => {
    const devices = [];
    if (constraints.audio) devices.push(openMicrophone(person));
    if (constraints.video) devices.push(openCamera(person));
    if (devices.length === 0) throw new TypeError('neither audio nor video was asked for');
    keepAlive(devices);
    return new MediaStream(devices.flatMap(({ tracks }) => tracks));
  };
}
