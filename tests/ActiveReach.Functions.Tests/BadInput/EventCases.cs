namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>What other systems tell of people.</summary>
internal static class EventCases
{
    public static IEnumerable<BadRequest> All =>
    [
        new("event: no list and no object", "POST events", "7", 400, ""),
        new("event: an empty list", "POST events", "[]", 400, ""),
        new("event: half a body", "POST events", "[{\"id\":", 400, ""),
        new("event: a form", "POST events", "id=e1", 415, "Content-Type") { ContentType = "application/x-www-form-urlencoded" },
        new("event: no id", "POST events", """{"type":"ok","contact":{"externalId":"a"}}""", 400, "id"),
        new("event: an id of a number", "POST events", """{"id":7,"type":"ok","contact":{"externalId":"a"}}""", 400, "id"),
        new("event: a long id", "POST events", $$$"""{"id":"{{{new string('e', 201)}}}","type":"ok","contact":{"externalId":"a"}}""", 400, "id"),
        new("event: no type", "POST events", """{"id":"e1","contact":{"externalId":"a"}}""", 400, "type"),
        new("event: a type in words", "POST events", """{"id":"e1","type":"Order placed","contact":{"externalId":"a"}}""", 400, "type"),
        new("event: of nobody", "POST events", """{"id":"e1","type":"ok"}""", 400, "contact"),
        new("event: of a text", "POST events", """{"id":"e1","type":"ok","contact":"ann"}""", 400, "contact"),
        new("event: of two", "POST events", """{"id":"e1","type":"ok","contact":{"externalId":"a","phone":"+34600123456"}}""", 400, "contact"),
        new("event: of a contact that isn't", "POST events", """[{"id":"e1","type":"ok","contact":{"externalId":"a"}},{"id":"e2","type":"ok","contact":{"id":"ctc_1"}}]""", 400, "[1].contact.id"),
        new("event: of an id with SQL", "POST events", """{"id":"e1","type":"ok","contact":{"id":"ctc_1 OR 1=1"}}""", 400, "contact.id"),
        new("event: of half a number", "POST events", """{"id":"e1","type":"ok","contact":{"phone":"12345"}}""", 400, "contact.phone"),
        new("event: of a misspelt name", "POST events", """{"id":"e1","type":"ok","contact":{"externalID":"a"}}""", 400, "contact.externalID"),
        new("event: half a surrogate", "POST events", """[{"id":"e1","type":"ok","contact":{"externalId":"a"},"data":{"a":["\ud800"]}}]""", 400, "[0].data.a[0]"),
        new("event: a NUL", "POST events", """{"id":"e\u0000","type":"ok","contact":{"externalId":"a"}}""", 400, "id"),
        new("event: a time without a zone", "POST events", """{"id":"e1","type":"ok","contact":{"externalId":"a"},"time":"2026-01-01T10:00:00"}""", 400, "time"),
        new("event: tomorrow's", "POST events", """{"id":"e1","type":"ok","contact":{"externalId":"a"},"time":"2999-01-01T10:00:00Z"}""", 400, "time"),
        new("event: of another age", "POST events", """{"id":"e1","type":"ok","contact":{"externalId":"a"},"time":"1999-01-01T10:00:00Z"}""", 400, "time"),
        new("event: data in a list", "POST events", """{"id":"e1","type":"ok","contact":{"externalId":"a"},"data":[]}""", 400, "data"),
        new("event: 17 KB of data", "POST events", $$$"""{"id":"e1","type":"ok","contact":{"externalId":"a"},"data":{"a":"{{{new string('x', 17_000)}}}"}}""", 400, "data"),
        new("event: a doubled member", "POST events", """{"id":"e1","id":"e2","type":"ok","contact":{"externalId":"a"}}""", 400, "id"),
        new("event: a misspelt member", "POST events", """{"id":"e1","typ":"ok","contact":{"externalId":"a"}}""", 400, "typ"),
        new("events: of nobody's id", "GET events?contact=ann", null, 400, "contact"),
        new("events: since yesterday", "GET events?from=yesterday", null, 400, "from"),
        new("events: by colour", "GET events?sort=colour", null, 400, "sort"),
        new("events: a cursor of SQL", "GET events?cursor=%27%20OR%201=1", null, 400, "cursor"),
    ];
}
