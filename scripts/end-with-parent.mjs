// Preloaded into the processes a script starts. Their channel to it closes when it stops them and
// also when it is killed, so none is ever left behind; and it works the same on Windows.
import process from "node:process";

const graceMs = 8_000;

process.on("disconnect", () => {
  setTimeout(() => process.exit(1), graceMs).unref();
  if (!process.emit("SIGTERM", "SIGTERM")) process.exit(0);
});
process.channel?.unref();
