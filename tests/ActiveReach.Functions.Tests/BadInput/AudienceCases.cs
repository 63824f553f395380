namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Contacts, imports, previews, and what comes from outside.</summary>
internal static class AudienceCases
{
    private const string Sms = """[{"id":"e1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+919876543210","to":"+18005550100","message":"STOP"}}]""";

    public static IEnumerable<BadRequest> All =>
    [
        new("contact: a list", "POST contacts", "[]", 400, ""),
        new("contact: half a number", "POST contacts", """{"phone":"12345"}""", 400, "phone"),
        new("contact: half an address", "POST contacts", """{"email":"ann@"}""", 400, "email"),
        new("contact: born tomorrow", "POST contacts", """{"externalId":"a","birthday":"2999-01-01"}""", 400, "birthday"),
        new("contact: a zone on Mars", "POST contacts", """{"externalId":"a","timezone":"Mars/Base"}""", 400, "timezone"),
        new("contact: north of the pole", "POST contacts", """{"externalId":"a","lat":91,"lon":0}""", 400, "lat"),
        new("contact: a misspelt field", "POST contacts", """{"externalId":"a","fristName":"Ann"}""", 400, "fristName"),
        new("contact: a custom field nobody declared", "POST contacts", """{"externalId":"a","custom":{"plan":"gold"}}""", 400, "custom.plan"),
        new("contact: consent in words", "POST contacts", """{"externalId":"a","consent":{"sms":"sure"}}""", 400, "consent.sms"),
        new("contact: consent to a fax", "POST contacts", """{"externalId":"a","consent":{"fax":"opted_in"}}""", 400, "consent.fax"),
        new("contact: not there", "PATCH contacts/ctc_1", """{"firstName":"Ann"}""", 404, null),
        new("contact: an id with SQL", "GET contacts/ctc_1%27%20OR%201=1", null, 404, null),
        new("contact: nobody's consent", "PUT contacts/ctc_1/consents", """{"consents":{"sms":"opted_out"}}""", 404, null),
        new("contact: consent to nothing", "PUT contacts/ctc_1/consents", """{"consents":{}}""", 400, "consents"),
        new("import: a JSON file", "POST contacts/import", "{}", 415, "Content-Type"),
        new("import: a mode that isn't", "POST contacts/import?mode=replace", "external_id\na\n", 400, "mode") { ContentType = "text/csv" },
        new("import: a misspelt parameter", "POST contacts/import?mod=insert", "external_id\na\n", 400, "mod") { ContentType = "text/csv" },
        new("import: not there", "GET contacts/import/imp_none", null, 404, null),
        new("preview: a comparison that isn't", "POST audience/preview", """{"where":{"field":"city","op":"like","value":"P"}}""", 400, "where.op"),
        new("preview: an age in words", "POST audience/preview", """{"where":{"field":"age","op":"gte","value":"old"}}""", 400, "where.value"),
        new("preview: a segment that isn't", "POST audience/preview", """{"include":["seg_none"]}""", 400, "include[0]"),
        new("preview: 100 levels", "POST audience/preview", "{\"where\":" + string.Concat(Enumerable.Repeat("{\"not\":", 100)), 400, "where"),
        new("preview: behaviour of months", "POST audience/preview", """{"where":{"did":"clicked","within":"P1M"}}""", 400, "where.within"),
        new("preview: no event at least", "POST audience/preview", """{"where":{"event":"order_placed","atLeast":0}}""", 400, "where.atLeast"),
        new("preview: SQL as a field of an event", "POST audience/preview", """{"where":{"event":"order_placed","where":{"field":"a'); DROP TABLE events; --","op":"eq","value":"x"}}}""", 400, "where.where.field"),
        new("preview: a deed that isn't", "POST audience/preview", """{"where":{"did":"smiled"}}""", 400, "where.did"),
        new("segment: without a name", "POST segments", """{"where":{}}""", 400, "name"),
        new("segment: an id of something else", "POST segments", """{"id":"cmp_1","name":"A"}""", 400, "id"),
        new("segment: an id with SQL", "POST segments", """{"id":"seg_a' OR 1=1","name":"A"}""", 400, "id"),
        new("segment: a goal that isn't", "POST segments", """{"name":"A","goals":["fame"]}""", 400, "goals"),
        new("segment: people by name", "POST segments", """{"name":"A","contacts":["ctc_1"]}""", 400, "contacts"),
        new("segment: a segment that isn't", "POST segments", """{"name":"A","exclude":["seg_none"]}""", 400, "exclude[0]"),
        new("segment: itself", "POST segments", """{"id":"seg_x","name":"A","where":{"segment":"seg_x"}}""", 400, "where.segment"),
        new("segment: a broken expression", "POST segments", """{"name":"A","where":{"all":[{"field":"age","op":"gte","value":"18"}]}}""", 400, "where.all[0].value"),
        new("segment: no JSON", "POST segments", "{", 400, ""),
        new("segment: not there", "GET segments/seg_none", null, 404, null),
        new("segment: change of nothing", "PATCH segments/seg_none", """{"name":"A"}""", 404, null),
        new("segment: users of nothing", "GET segments/seg_none/used-by", null, 404, null),
        new("segment: count of nothing", "GET segments/seg_none/count", null, 404, null),
        new("segment: versions of nothing", "GET segments/seg_none/versions", null, 404, null),
        new("segments: for no goal", "GET segments/suggested", null, 400, "goal"),
        new("segments: by a sort that isn't", "GET segments?sort=size", null, 400, "sort"),
        new("campaign: a segment that isn't", "POST campaigns", """{"audience":{"include":["seg_none"]}}""", 400, "audience.include[0]"),
        new("webhook: no secret", "POST /api/webhooks/acs", Sms, 401, null),
        new("webhook: a wrong secret", "POST /api/webhooks/acs?secret=guess", Sms, 401, null),
        new("webhook: no JSON", "POST /api/webhooks/acs?secret={webhookSecret}", "<xml/>", 400, ""),
        new("figures: by something unknown", "GET campaigns/{draft}/analytics?by=weather", null, 400, "by"),
        new("recipients: by something unknown", "GET campaigns/{draft}/recipients?action=smiled", null, 400, "action"),
    ];
}
