// Of a PNG image: its size, how many colours it has, and how light it is, 0 to 1.
async (base64) => {
  const bitmap = await createImageBitmap(await (await fetch("data:image/png;base64," + base64)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer);
  const lightness = (pixel) => ((pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255)) / 765;
  const light = pixels.reduce((sum, pixel) => sum + lightness(pixel), 0) / pixels.length;
  return { width: bitmap.width, height: bitmap.height, colours: new Set(pixels).size, light };
}
