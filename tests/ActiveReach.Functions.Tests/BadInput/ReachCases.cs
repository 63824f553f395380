namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Who may be reached, when and how often.</summary>
internal static class ReachCases
{
    public static IEnumerable<BadRequest> All =>
    [
        Settings("hours: a rule without a name", """{"quietHours":{"rules":[{"open":"09:00"}]}}""", "quietHours.rules[0].name"),
        Settings("hours: a name of a built-in rule", """{"quietHours":{"rules":[{"name":"France 8-22"}]}}""", "quietHours.rules[0].name"),
        Settings("hours: two rules of one name", """{"quietHours":{"rules":[{"name":"a"},{"name":"A"}]}}""", "quietHours.rules[1].name"),
        Settings("hours: half past noon in words", """{"quietHours":{"rules":[{"name":"a","open":"12:30pm"}]}}""", "quietHours.rules[0].open"),
        Settings("hours: 25 o'clock", """{"quietHours":{"rules":[{"name":"a","close":"25:00"}]}}""", "quietHours.rules[0].close"),
        Settings("hours: over midnight", """{"quietHours":{"rules":[{"name":"a","open":"20:00","close":"06:00"}]}}""", "quietHours.rules[0].close"),
        Settings("hours: never open", """{"quietHours":{"rules":[{"name":"a","days":["sat","sun"],"closedDays":["sun","sat"]}]}}""", "quietHours.rules[0].closedDays"),
        Settings("hours: a day that isn't", """{"quietHours":{"rules":[{"name":"a","days":["someday"]}]}}""", "quietHours.rules[0].days[0]"),
        Settings("hours: a country in words", """{"quietHours":{"rules":[{"name":"a","countries":["France"]}]}}""", "quietHours.rules[0].countries[0]"),
        Settings("hours: a region without its country", """{"quietHours":{"rules":[{"name":"a","regions":["FL"]}]}}""", "quietHours.rules[0].regions[0]"),
        Settings("hours: a holiday that isn't", """{"quietHours":{"rules":[{"name":"a","holidays":["02-30"]}]}}""", "quietHours.rules[0].holidays[0]"),
        Settings("hours: a calendar nobody has", """{"quietHours":{"rules":[{"name":"a","holidays":["XX"]}]}}""", "quietHours.rules[0].holidays[0]"),
        Settings("hours: a fax", """{"quietHours":{"rules":[{"name":"a","channels":["fax"]}]}}""", "quietHours.rules[0].channels[0]"),
        Settings("hours: a misspelt switch", """{"quietHours":{"off":true}}""", "quietHours.off"),
        Settings("caps: without a number", """{"caps":[{"name":"a","within":"P1D"}]}""", "caps[0].most"),
        Settings("caps: none at all", """{"caps":[{"name":"a","most":0,"within":"P1D"}]}""", "caps[0].most"),
        Settings("caps: a second", """{"caps":[{"name":"a","most":1,"within":"PT1S"}]}""", "caps[0].within"),
        Settings("caps: a year", """{"caps":[{"name":"a","most":1,"within":"P365D"}]}""", "caps[0].within"),
        Settings("caps: a week in words", """{"caps":[{"name":"a","most":1,"within":"a week"}]}""", "caps[0].within"),
        Settings("caps: two of one name", """{"caps":[{"name":"a","most":1,"within":"P1D"},{"name":"a","most":2,"within":"P1D"}]}""", "caps[1].name"),
        Settings("caps: an empty tag", """{"caps":[{"name":"a","tags":[" "],"most":1,"within":"P1D"}]}""", "caps[0].tags"),
        Settings("topics: with a space", """{"topics":{"big offers":{"name":"Offers"}}}""", "topics.big offers"),
        Settings("topics: without a name", """{"topics":{"offers":{}}}""", "topics.offers.name"),
        Settings("topics: an empty name", """{"topics":{"offers":{"name":""}}}""", "topics.offers.name"),
        new("campaign: a topic nobody declared", "POST campaigns", """{"name":"a","topic":"offers"}""", 400, "topic"),
        new("consents: a topic nobody declared", "PUT contacts/ctc_1/consents", """{"topics":{"offers":{"sms":"opted_out"}}}""", 400, "topics.offers"),
        new("suppressions: null in a list", "POST suppressions", """[{"address":"a@shop.example"},null]""", 400, "[1]"),
        new("suppressions: nothing", "POST suppressions", "[]", 400, ""),
        new("suppressions: nobody", "POST suppressions", "{}", 400, "address"),
        new("suppressions: both", "POST suppressions", """{"address":"a@example.com","hash":"00"}""", 400, "address"),
        new("suppressions: half a number", "POST suppressions", """[{"address":"a@example.com"},{"address":"12345"}]""", 400, "[1].address"),
        new("suppressions: half a hash", "POST suppressions", """{"hash":"abc123"}""", 400, "hash"),
        new("suppressions: a letter by text", "POST suppressions", """{"address":"a@example.com","channels":["sms"]}""", 400, "channels"),
        new("suppressions: an empty reason", "POST suppressions", """{"address":"a@example.com","reason":""}""", 400, "reason"),
        new("suppressions: a misspelt column", "POST suppressions", "adress\na@example.com\n", 400, "line 1") { ContentType = "text/csv" },
        new("suppressions: an empty file", "POST suppressions", "", 400, "line 1") { ContentType = "text/csv" },
        new("suppressions: a bad line among good ones", "POST suppressions", "address\na@example.com\nb@\n", 400, "line 3: address") { ContentType = "text/csv" },
        new("suppressions: a line that is no JSON", "POST suppressions", "{\"address\":\"a@example.com\"}\nb@example.com\n", 400, "line 2: ") { ContentType = "application/x-ndjson" },
        new("suppressions: a form", "POST suppressions", "address=a@example.com", 415, "Content-Type") { ContentType = "application/x-www-form-urlencoded" },
        new("suppressions: not there", "DELETE suppressions/nobody@example.com", null, 404, null),
        new("reviews: a state that isn't", "GET consent/reviews?state=maybe", null, 400, "state"),
        new("reviews: not there", "POST consent/reviews/rev_none", """{"decision":"keep"}""", 404, null),
        new("reviews: neither yes nor no", "POST consent/reviews/rev_none", """{"decision":"maybe"}""", 400, "decision"),
        new("campaign: a list of topics", "POST campaigns", """{"name":"a","topic":["offers"]}""", 400, "topic"),
    ];

    private static BadRequest Settings(string says, string body, string field) =>
        new(says, "PATCH settings", body, 400, field) { ContentType = "application/merge-patch+json" };
}
