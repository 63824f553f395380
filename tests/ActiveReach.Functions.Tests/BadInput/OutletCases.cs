namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Outlets, and who belongs to them.</summary>
internal static class OutletCases
{
    public static IEnumerable<BadRequest> All =>
    [
        new("outlet: nothing", "POST outlets", "{}", 400, "name"),
        new("outlet: a list", "POST outlets", "[]", 400, ""),
        new("outlet: an empty name", "POST outlets", """{"name":"  "}""", 400, "name"),
        new("outlet: a name without end", "POST outlets", $$"""{"name":"{{new string('n', 101)}}"}""", 400, "name"),
        new("outlet: a name that is an id", "POST outlets", """{"name":"out_123"}""", 400, "name"),
        new("outlet: a name with a line break", "POST outlets", """{"name":"a\nb"}""", 400, "name"),
        new("outlet: a misspelt field", "POST outlets", """{"name":"Goa","lattitude":1}""", 400, "lattitude"),
        new("outlet: a zone on Mars", "POST outlets", """{"name":"Goa","timeZone":"Mars/Base"}""", 400, "timeZone"),
        new("outlet: half a position", "POST outlets", """{"name":"Goa","lat":15}""", 400, "lon"),
        new("outlet: north of the pole", "POST outlets", """{"name":"Goa","lat":91,"lon":0}""", 400, "lat"),
        new("outlet: a position in words", "POST outlets", """{"name":"Goa","lat":"15","lon":"73"}""", 400, "lat"),
        new("outlet: a country in words", "POST outlets", """{"name":"Goa","country":"India"}""", 400, "country"),
        new("outlet: a region in words", "POST outlets", """{"name":"Goa","region":"Goa"}""", 400, "region"),
        new("outlet: half a number", "POST outlets", """{"name":"Goa","phone":"12345"}""", 400, "phone"),
        new("outlet: a sender of the wrong kind", "POST outlets", """{"name":"Goa","senders":{"email":"+18005550100"}}""", 400, "senders.email"),
        new("outlet: a sender on a fax", "POST outlets", """{"name":"Goa","senders":{"fax":"+18005550100"}}""", 400, "senders.fax"),
        new("outlet: a value with a bad name", "POST outlets", """{"name":"Goa","values":{"Opening Hours":"9-5"}}""", 400, "values.Opening Hours"),
        new("outlet: a value that it has anyway", "POST outlets", """{"name":"Goa","values":{"phone":"1"}}""", 400, "values.phone"),
        new("outlet: a value without end", "POST outlets", "{\"name\":\"Goa\",\"values\":{\"story\":\"" + new string('v', 1001) + "\"}}", 400, "values.story"),
        new("outlet: a value that is a number", "POST outlets", """{"name":"Goa","values":{"floor":3}}""", 400, "values.floor"),
        new("outlet: a tag with a semicolon", "POST outlets", """{"name":"Goa","tags":["a;b"]}""", 400, "tags"),
        new("outlet: taken by its name", "POST outlets", """{"name":"THE OUTLET"}""", 400, "name"),
        new("outlet: not there", "GET outlets/out_none", null, 404, null),
        new("outlet: an id with SQL", "GET outlets/x%27%20OR%201=1", null, 404, null),
        new("outlet: change one that is not there", "PATCH outlets/out_none", """{"name":"Goa"}""", 404, null) { ContentType = "application/merge-patch+json" },
        new("outlet: without a name any more", "PATCH outlets/{outlet}", """{"name":null}""", 400, "name") { ContentType = "application/merge-patch+json" },
        new("outlet: a stale change", "PATCH outlets/{outlet}", """{"name":"New"}""", 412, null) { ContentType = "application/merge-patch+json", Headers = [("If-Match", "\"77\"")] },
        new("outlet: close one that is not there", "DELETE outlets/out_none", null, 404, null),
        new("outlet: reassign perhaps", "DELETE outlets/{outlet}?reassign=maybe", null, 400, "reassign"),
        new("outlets: sorted by the weather", "GET outlets?sort=weather", null, 400, "sort"),
        new("outlets: a misspelt filter", "GET outlets?name=Goa", null, 400, "name"),
        new("outlet: contacts of one that is not there", "GET outlets/out_none/contacts", null, 404, null),
        new("outlet: of a contact that is not there", "PUT contacts/ctc_1/outlet", """{"outlet":"The outlet"}""", 404, null),
        new("outlet: of a contact, unknown", "PUT contacts/{contact}/outlet", """{"outlet":"Nowhere"}""", 400, "outlet"),
        new("outlet: of a contact, a number", "PUT contacts/{contact}/outlet", """{"outlet":7}""", 400, "outlet"),
        new("outlet: of a contact, not said", "PUT contacts/{contact}/outlet", "{}", 400, "outlet"),
        new("settings: outlets without the explicit", "PATCH settings", """{"outletAssignment":{"order":["nearest"]}}""", 400, "outletAssignment.order"),
        new("settings: outlets by one thing twice", "PATCH settings", """{"outletAssignment":{"order":["explicit","nearest","nearest"]}}""", 400, "outletAssignment.order"),
        new("settings: outlets by the moon", "PATCH settings", """{"outletAssignment":{"order":["explicit","moon"]}}""", 400, "outletAssignment.order[1]"),
        new("settings: outlets nowhere near", "PATCH settings", """{"outletAssignment":{"nearestWithinKm":0}}""", 400, "outletAssignment.nearestWithinKm"),
    ];
}
