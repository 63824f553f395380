// Required before an emulator: it ends when whoever started it does, however that ends (the pipe to it breaks), and at the latest after an hour.
"use strict";
const end = () => process.exit(0);
process.stdin.on("end", end).on("error", end).resume();
setTimeout(end, 60 * 60 * 1000).unref();
