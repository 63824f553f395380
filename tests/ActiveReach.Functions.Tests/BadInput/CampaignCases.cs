namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Campaigns, their moves and approval links.</summary>
internal static class CampaignCases
{
    private const string Form = "application/x-www-form-urlencoded";

    public static IEnumerable<BadRequest> All =>
    [
        new("campaign: no JSON", "POST campaigns", "{\"name\":", 400, ""),
        new("campaign: plain text", "POST campaigns", "name", 415, "Content-Type") { ContentType = "text/plain" },
        new("campaign: a body of 2 MB", "POST campaigns", $$"""{"description":"{{new string('x', 2 << 20)}}"}""", 413, ""),
        new("campaign: a list", "POST campaigns", "[]", 400, ""),
        new("campaign: a misspelt field", "POST campaigns", """{"audiance":{}}""", 400, "audiance"),
        new("campaign: a field twice", "POST campaigns", """{"name":"A","name":"B"}""", 400, "name"),
        new("campaign: a number for a name", "POST campaigns", """{"name":7}""", 400, "name"),
        new("campaign: a type that isn't", "POST campaigns", """{"type":"spam"}""", 400, "type"),
        new("campaign: one tag without a list", "POST campaigns", """{"tags":"launch"}""", 400, "tags"),
        new("campaign: a channel that isn't", "POST campaigns", """{"channels":[{"channel":"sms"},{"channel":"fax"}]}""", 400, "channels[1].channel"),
        new("campaign: a time in words", "POST campaigns", """{"schedule":{"kind":"at","at":"tomorrow"}}""", 400, "schedule.at"),
        new("campaign: a zone on Mars", "POST campaigns", """{"schedule":{"kind":"at","at":"2027-01-01T10:00","timezone":"Mars/Base"}}""", 400, "schedule.timezone"),
        new("campaign: a duration in words", "POST campaigns", """{"replyWindow":"6 hours"}""", 400, "replyWindow"),
        new("campaign: a month as a duration", "POST campaigns", """{"replyWindow":"P1M"}""", 400, "replyWindow"),
        new("campaign: a sample of twice everyone", "POST campaigns", """{"experiment":{"sample":2}}""", 400, "experiment.sample"),
        new("campaign: six variants", "POST campaigns", """{"variants":[{"id":"A"},{"id":"B"},{"id":"C"},{"id":"D"},{"id":"E"},{"id":"F"}]}""", 400, "variants"),
        new("campaign: two variants of one name", "POST campaigns", """{"variants":[{"id":"A"},{"id":"A"}]}""", 400, "variants"),
        new("campaign: a subject on a text", "POST campaigns", """{"variants":[{"id":"A","content":{"sms":{"subject":"Hi","text":"x"}}}]}""", 400, "variants[0].content.sms.subject"),
        new("campaign: a template field that isn't", "POST campaigns", """{"variants":[{"id":"A","content":{"sms":{"text":"Hi {{frist_name}}"}}}]}""", 400, "variants[0].content.sms.text"),
        new("campaign: a template left open", "POST campaigns", """{"variants":[{"id":"A","content":{"sms":{"text":"Hi {{first_name"}}}]}""", 400, "variants[0].content.sms.text"),
        new("campaign: a script for a link", "POST campaigns", """{"variants":[{"id":"A","content":{"sms":{"text":"{{link 'javascript:alert(1)'}}"}}}]}""", 400, "variants[0].content.sms.text"),
        new("campaign: a filter on nothing known", "POST campaigns", """{"audience":{"where":{"field":"shoe_size","op":"eq","value":9}}}""", 400, "audience.where.field"),
        new("campaign: a filter without a comparison", "POST campaigns", """{"audience":{"where":{"field":"city","op":"like","value":"P%"}}}""", 400, "audience.where.op"),
        new("campaign: an age in words", "POST campaigns", """{"audience":{"where":{"all":[{"field":"age","op":"gte","value":"old"}]}}}""", 400, "audience.where.all[0].value"),
        new("campaign: a page before the first", "GET campaigns?limit=-1", null, 400, "limit"),
        new("campaign: listed by a state that isn't", "GET campaigns?status=done", null, 400, "status"),
        new("campaign: listed from yesterday", "GET campaigns?from=yesterday", null, 400, "from"),
        new("campaign: not there", "GET campaigns/cmp_none", null, 404, null),
        new("campaign: an edit of a version long gone", "PATCH campaigns/{draft}", """{"name":"New"}""", 412, null) { Headers = [("If-Match", "\"99\"")] },
        new("campaign: an edit with a wrong type", "PATCH campaigns/{draft}", """{"channels":"sms"}""", 400, "channels"),
        new("campaign: a scheduled one edited unseen", "PATCH campaigns/{scheduled}", """{"name":"New"}""", 428, null),
        new("campaign: a draft submitted unfinished", "POST campaigns/{draft}/submit", null, 422, "audience"),
        new("campaign: a draft launched unfinished", "POST campaigns/{draft}/launch", null, 422, "channels"),
        new("campaign: a draft paused", "POST campaigns/{draft}/pause", null, 409, null),
        new("campaign: a draft approved", "POST campaigns/{draft}/approve", null, 409, null),
        new("campaign: a scheduled one resumed", "POST campaigns/{scheduled}/resume", null, 409, null),
        new("campaign: a scheduled one submitted", "POST campaigns/{scheduled}/submit", null, 409, null),
        new("campaign: a scheduled one deleted", "DELETE campaigns/{scheduled}", null, 409, null),
        new("campaign: an empty comment", "POST campaigns/{draft}/comments", """{"text":""}""", 400, "text"),
        new("campaign: another's workspace", "POST /api/workspaces/other/campaigns", """{"name":"Mine"}""", 404, null),
        new("approval: a forged link", "GET /api/approvals/abcdefghijklmnop", null, 404, null),
        new("approval: a forged decision", "POST /api/approvals/abcdefghijklmnop", "decision=approve", 404, null) { ContentType = Form },
        new("approval: a mutated link", "POST {waitingLink}x", "decision=approve", 404, null) { ContentType = Form },
        new("approval: neither yes nor no", "POST {waitingLink}", "decision=maybe", 400, "decision") { ContentType = Form },
        new("approval: no decision", "POST {waitingLink}", "", 400, "decision") { ContentType = Form },
        new("approval: JSON in place of the form", "POST {waitingLink}", """{"decision":"approve"}""", 415, "Content-Type"),
        new("approval: a link used before", "POST {usedLink}", "decision=approve", 409, null) { ContentType = Form },
        new("approval: a link that has expired", "POST {expiredLink}", "decision=approve", 410, null) { ContentType = Form },
    ];
}
