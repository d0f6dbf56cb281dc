/** A drawn person in front of a drawn wall, as a camera would send them: for pictures of video states. */
interface Look {
  readonly wall: number;
  readonly shirt: string;
  readonly skin: string;
}

export const sara: Look = { wall: 205, shirt: '#94504a', skin: '#d9a577' };
export const tariq: Look = { wall: 150, shirt: '#8d4487', skin: '#c68a5e' };

function wall(pen: CanvasRenderingContext2D, hue: number): void {
  const light = pen.createLinearGradient(0, 0, 400, 640);
  light.addColorStop(0, `hsl(${hue} 32% 34%)`);
  light.addColorStop(1, `hsl(${hue + 30} 40% 14%)`);
  pen.fillStyle = light;
  pen.fillRect(0, 0, 400, 640);
  pen.fillStyle = `hsl(${hue} 24% 44% / .5)`;
  pen.fillRect(20, 60, 120, 170);
  pen.fillStyle = `hsl(${hue} 24% 24% / .6)`;
  pen.fillRect(290, 110, 90, 230);
}

function person(pen: CanvasRenderingContext2D, look: Look): void {
  const fill = (colour: string, path: string): void => {
    pen.fillStyle = colour;
    pen.fill(new Path2D(path));
  };
  fill(look.skin, 'M118 270a82 82 0 1 0 164 0a82 82 0 1 0 -164 0z');
  fill('#2a1d18', 'M108 262c-8-90 40-118 92-118s100 28 92 118c-20-46-50-62-92-62s-72 16-92 62z');
  fill(look.shirt, 'M40 640c0-150 60-240 160-240s160 90 160 240z');
  fill(look.skin, 'M168 330h64v80c-16 26-48 26-64 0z');
}

/** A page of notes, as somebody shares it. */
function notes(pen: CanvasRenderingContext2D): void {
  pen.fillStyle = '#f7f8fb';
  pen.fillRect(0, 0, 960, 600);
  pen.fillStyle = '#fff';
  pen.fillRect(120, 40, 720, 560);
  pen.fillStyle = '#12151c';
  pen.font = '600 40px Inter, system-ui, sans-serif';
  pen.fillText('Integration by parts', 170, 120);
  pen.fillStyle = '#dfe4ec';
  for (let line = 0; line < 9; line++) pen.fillRect(170, 165 + line * 44, line % 4 === 3 ? 380 : 620, 16);
}

/** A shared screen, wider than high. */
export const demoScreen = (): MediaStream => stream(960, 600, notes);

/** Somebody's camera, held upright. */
export const demoStream = (look: Look): MediaStream =>
  stream(400, 640, (pen) => {
    wall(pen, look.wall);
    person(pen, look);
  });

/** A stream of ten pictures a second. Lives as long as the page of pictures. */
function stream(width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void): MediaStream {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2d canvas');
  draw(pen);
  setInterval(() => draw(pen), 100);
  return canvas.captureStream(10);
}
