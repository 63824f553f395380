namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>A good request of every route that reads a body, to be broken: one text in it is the word <c>TEXT</c>.</summary>
internal sealed record BodyRoute(string Line, string Body, string Path, string ContentType = "application/json")
{
    public const string Text = "TEXT";

    public static IReadOnlyList<BodyRoute> All { get; } =
    [
        new("POST /api/session", """{"key":"TEXT"}""", "key"),
        new("POST campaigns", """{"name":"TEXT","type":"one_time"}""", "name"),
        new("POST campaigns", """{"name":"x","audience":{"where":{"all":[{"field":"city","op":"eq","value":"TEXT"}]}}}""", "audience.where.all[0].value"),
        new("POST campaigns", """{"name":"x","variants":[{"id":"A","content":{"sms":{"text":"TEXT"}}}]}""", "variants[0].content.sms.text"),
        new("PATCH campaigns/{draft}", """{"description":"TEXT"}""", "description", "application/merge-patch+json"),
        new("POST campaigns/{draft}/comments", """{"text":"TEXT"}""", "text"),
        new("POST campaigns/{draft}/schedule", """{"schedule":{"kind":"at","at":"TEXT"}}""", "schedule.at"),
        new("POST campaigns/{waiting}/approve", """{"comment":"TEXT"}""", "comment"),
        new("POST campaigns/{waiting}/reject", """{"comment":"TEXT"}""", "comment"),
        new("POST campaigns/{draft}/test", """{"to":["TEXT"]}""", "to[0]"),
        new("POST campaigns/{draft}/experiment/decide", """{"variant":"TEXT"}""", "variant"),
        new("POST campaigns/{draft}/fire", """{"contact":{"externalId":"x"},"data":{"name":"TEXT"}}""", "data.name"),
        new("POST operations/queues/deliver/replay", """{"messages":["TEXT"]}""", "messages[0]"),
        new("POST operations/queues/deliver/discard", """{"reason":"TEXT"}""", "reason"),
        new("POST audience/preview", """{"include":["TEXT"]}""", "include[0]"),
        new("POST segments", """{"name":"TEXT","where":{"field":"city","op":"eq","value":"x"}}""", "name"),
        new("PATCH segments/seg_x", """{"description":"TEXT"}""", "description", "application/merge-patch+json"),
        new("POST templates", """{"name":"a","language":"en","body":"TEXT"}""", "body"),
        new("POST providers", """{"provider":"smtp","name":"TEXT","settings":{"host":"mail.shop.example"}}""", "name"),
        new("PATCH providers/seg_x", """{"name":"TEXT"}""", "name", "application/merge-patch+json"),
        new("PATCH templates/seg_x", """{"body":"TEXT"}""", "body", "application/merge-patch+json"),
        new("POST contacts", """{"externalId":"c","custom":{"colour":"TEXT"}}""", "custom.colour"),
        new("POST contacts", """{"externalId":"c","tags":["a","TEXT"]}""", "tags[1]"),
        new("PATCH contacts/{contact}", """{"firstName":"TEXT"}""", "firstName", "application/merge-patch+json"),
        new("PUT contacts/{contact}/consents", """{"topics":{"TEXT":"opted_in"}}""", "topics"),
        new("PUT contacts/{contact}/outlet", """{"outlet":"TEXT"}""", "outlet"),
        new("POST contacts/{contact}/devices", """{"platform":"android","token":"TEXT"}""", "token"),
        new("POST contacts/{contact}/tokens", """{"expiresIn":"TEXT"}""", "expiresIn"),
        new("POST contacts/{contact}/merge", """{"into":"TEXT"}""", "into"),
        new("POST contacts/import", """{"source":"TEXT"}""", "source"),
        new("POST consent/reviews/rev_1", """{"decision":"TEXT"}""", "decision"),
        new("POST suppressions", """{"address":"TEXT"}""", "address"),
        new("POST suppressions", """{"address":"TEXT"}""", "line 1: address", "application/x-ndjson"),
        new("POST events", """[{"id":"e1","type":"t","contact":{"externalId":"TEXT"}}]""", "[0].contact.externalId"),
        new("POST events", """{"id":"e1","type":"t","contact":{"externalId":"x"},"data":{"items":[{"name":"TEXT"}]}}""", "data.items[0].name"),
        new("POST /api/webhooks/acs?secret={webhookSecret}", """[{"id":"1","eventType":"Microsoft.Communication.SMSReceived","data":{"message":"TEXT"}}]""", "[0].data.message"),
        new("POST outlets", """{"name":"TEXT"}""", "name"),
        new("PATCH outlets/{outlet}", """{"name":"TEXT"}""", "name", "application/merge-patch+json"),
        new("PUT shops/seg_x", """{"platform":"shopify","secret":"TEXT"}""", "secret"),
        new("POST keys", """{"name":"TEXT","role":"viewer"}""", "name"),
        new("POST members", """{"email":"TEXT","role":"viewer"}""", "email"),
        new("PATCH members/{admin}", """{"name":"TEXT"}""", "name", "application/merge-patch+json"),
        new("PATCH settings", """{"senders":{"sms":"TEXT"}}""", "senders.sms", "application/merge-patch+json"),
        new("PUT me/mode", """{"mode":"TEXT"}""", "mode"),
        new("PATCH /api/workspaces/demo", """{"name":"TEXT"}""", "name", "application/merge-patch+json"),
    ];

    public override string ToString() => $"{Line} {Path} {ContentType}";
}
