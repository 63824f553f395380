// A stand-in of Cosmos DB: @vercel/cosmosdb-server on a free port of loopback, mended where the .NET SDK would notice the difference.
// It says "Ready PORT" when it listens. Each file beside this one mends one part of it, and must be loaded before the server is.
"use strict";
require("./cosmos-parser");
require("./cosmos-keys");
require("./cosmos-items");
require("./cosmos-batch");
require("./cosmos-queries");
require("./cosmos-feed");
const { part } = require("./cosmos-parts");

const server = part("index").createHttpServer({ keepAlive: true }).listen(0, "127.0.0.1", () => console.log(`Ready ${server.address().port}`));

// Node hangs up after five seconds in which nothing was asked. Whoever asks in that very moment would get no answer; the service holds connections for minutes.
server.keepAliveTimeout = 0;
