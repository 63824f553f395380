// Reading all of a partition, and the change feed: what was written since a number that each write gets.
"use strict";
const { part, notFound, keyOf, isIn, collectionOf, withPartition, handle, answer } = require("./cosmos-parts");

const documents = part("account/documents").default.prototype;
const set = documents._set;
documents._set = function (document) {
  this._writes = (this._writes || 0) + 1;
  (this._written ||= new Map()).set(document._rid, this._writes);
  return set.call(this, document);
};

handle("read-documents", old => (account, request, response, path) => {
  const collection = collectionOf(account, path);
  if (!collection) return answer(response, 404, notFound);
  if (!request.headers["a-im"]) return withPartition(collection, keyOf(request), () => old(account, request, response, path));
  delete request.headers["a-im"];

  const { _writes: last = 0, _written: written, _data: all } = collection.documents;
  const seen = (request.headers["if-none-match"] || "").replace(/"/g, "");
  const since = seen === "*" ? last : Number(seen) || 0;
  const changed = [...all.values()]
    .map(item => ({ ...item.read(), _lsn: written.get(item.read()._rid) }))
    .filter(document => document._lsn > since && isIn(collection, document, keyOf(request)))
    .sort((one, other) => one._lsn - other._lsn)
    .slice(0, Number(request.headers["x-ms-max-item-count"]) || 100);
  response.setHeader("etag", `"${changed.length ? changed.at(-1)._lsn : since}"`);
  response.setHeader("x-ms-item-count", String(changed.length));
  return changed.length ? { Documents: changed, _count: changed.length } : answer(response, 304, { message: "" });
});
