namespace ActiveReach.Functions.Tests.Campaigns;

/// <summary>A part of the contract's definition, and what becomes of it.</summary>
/// <param name="Path">What the refusal must name.</param>
/// <param name="Patch">Gives the part to a campaign that is complete without it.</param>
/// <param name="Works">The types with which it is taken today, of those that can be sent.</param>
/// <param name="Belongs">The types with which it will go; it is then refused for the type alone.</param>
public sealed record PartCase(string Path, string Patch, string Works, string Belongs)
{
    private const string Sent = "one_time test recurring";
    private const string Once = "one_time test";
    private const string All = "one_time test recurring triggered hybrid birthday api";
    private const string Nothing = "";

    public static readonly string[] Types = All.Split(' ');

    public static IReadOnlyList<PartCase> Table { get; } =
    [
        new("name", """{"name":"Another"}""", Sent, All),
        new("description", """{"description":"For the festival"}""", Sent, All),
        new("tags", """{"tags":["launch"]}""", Sent, All),
        new("goal", """{"goal":"product_launch"}""", Sent, All),
        new("audience.where", """{"audience":{"where":{"field":"city","op":"eq","value":"Pune"}}}""", Sent, All),
        new("audience.contacts", """{"audience":{"contacts":["ctc_1"]}}""", Sent, All),
        new("delivery", """{"delivery":"all"}""", Sent, All),
        new("fallbackAfter", """{"fallbackAfter":"PT5M"}""", Sent, All),
        new("fallbackAfter", """{"fallbackAfter":"PT15M","delivery":"all"}""", Nothing, Nothing),
        new("replyWindow", """{"replyWindow":"PT1H"}""", Sent, All),
        new("quietHours", """{"quietHours":false}""", Sent, All),
        new("priority", """{"priority":"high"}""", "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("approval", """{"approval":{"required":true,"approvers":["admin@example.com"],"timeout":"P1D"}}""", Sent, All),
        new("approval.approvers[1]", """{"approval":{"required":false,"approvers":["admin@example.com","stranger@example.com"]}}""", Nothing, Nothing),
        new("approval.approvers[0]", """{"approval":{"required":false,"approvers":["viewer@example.com"]}}""", Nothing, Nothing),
        new("channels[0].sender", """{"channels":[{"channel":"sms","sender":"+18005550100"}]}""", Sent, All),
        new("channels[0].template", """{"channels":[{"channel":"sms","template":"launch_v2"}]}""", Nothing, Nothing),
        new("channels[0].template", """{"channels":[{"channel":"email","template":"launch_v2"}],"variants":[{"id":"A","content":{"email":{"subject":"Hi","text":"Hi"}}}]}""", Nothing, Nothing),
        new("location", """{"location":"Some shop"}""", "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("overrides", """{"overrides":"$brand"}""", Nothing, Nothing),
        new("overrides", """{"overrides":"$brand","location":"Some shop"}""", "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("conversion", """{"conversion":{"event":"order_placed"}}""", "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("conversion", """{"conversion":{"event":"order_placed","window":"P7D","value":"total","currency":"INR","count":"all"}}""", "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("trigger", """{"trigger":{"event":"cart_abandoned","delay":"PT1H","cancelOn":"order_placed","reentry":"P7D"}}""", Nothing, "triggered"),
        new("trigger", """{"trigger":{"enters":"seg_vip"}}""", Nothing, "triggered"),
        new("trigger", """{"trigger":{"when":{"field":"city","op":"eq","value":"Pune"}}}""", Nothing, "triggered"),
        new("ads", """{"ads":{"platform":"meta","budget":{"amount":100,"currency":"USD"},"creative":{"title":"Now"}}}""", Nothing, "hybrid"),
        new("experiment", Two("""{"sample":0.2,"metric":"reply","duration":"PT4H","holdout":0.1,"onInconclusive":"send_control","scope":"brand"}"""), "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("experiment.method", Two("""{"metric":"reply","method":"thompson"}"""), "recurring", "recurring triggered birthday api"),
        new("experiment.sample", Two("""{"metric":"reply","method":"thompson","sample":0.3}"""), Nothing, Nothing),
        new("experiment", """{"experiment":{"sample":0.2}}""", Nothing, Nothing),
        new("experiment", """{"experiment":{"sample":1}}""", Nothing, Nothing),
        new("experiment", """{"experiment":{"sample":1,"holdout":0.2}}""", "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("experiment", Two("""{"metric":"reply","scope":"outlet"}"""), "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("experiment.scope", Two("""{"metric":"reply","method":"thompson","scope":"outlet"}"""), Nothing, "test"),
        new("experiment.metric", Two("""{"metric":"conversion"}"""), Nothing, "test"),
        new("experiment.metric", Two("""{"metric":"revenue"}"""), Nothing, "test"),
        new("experiment.metric", Two("""{"metric":"conversion"}""", ""","conversion":{"event":"signed_up"}"""), "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("experiment.metric", Two("""{"metric":"revenue"}""", ""","conversion":{"event":"order_placed"}"""), "one_time recurring", "one_time recurring triggered hybrid birthday api"),
        new("experiment.metric", Two("""{"metric":"revenue"}""", ""","conversion":{"event":"signed_up"}"""), Nothing, Nothing),
        new("experiment.metric", Two("""{"metric":"open"}"""), Nothing, Nothing),
        new("experiment.metric", Two("""{"metric":"click"}"""), Nothing, Nothing),
        new("experiment.onInconclusive", Two("""{"metric":"reply","sample":1,"onInconclusive":"hold"}"""), Nothing, "test"),
        new("variants[0].sendAt", """{"variants":[{"id":"A","sendAt":"2030-12-01T10:00:00Z","content":{"sms":{"text":"Hi"}}}],"schedule":{"kind":"at","at":"2030-12-01T09:00:00Z"}}""", "one_time", "one_time"),
        new("variants[0].content.sms.media", """{"variants":[{"id":"A","content":{"sms":{"text":"Hi","media":[{"mediaId":"$media"}]}}}]}""", Sent, All),
        new("channels[0].channel", """{"channels":[{"channel":"rcs"}],"variants":[{"id":"A","content":{"rcs":{"title":"Now","text":"Hi","suggestions":[{"text":"Yes"},{"text":"Show me","link":"https://shop.example/{{first_name}}"}]}}}]}""", Sent, All),
        new("channels[0].channel", """{"channels":[{"channel":"rcs"}],"variants":[{"id":"A","content":{"rcs":{"cards":[{"title":"Now","description":"Hi {{first_name}}","suggestions":[{"text":"Yes"}]},{"title":"Later","suggestions":[{"text":"Show me","link":"https://shop.example"}]}],"cardWidth":"small","suggestions":[{"text":"None"}]}}}]}""", Sent, All),
        new("channels[0].channel", """{"channels":[{"channel":"push"}],"variants":[{"id":"A","content":{"push":{"title":"Now","text":"Hi","link":"https://shop.example"}}}]}""", Sent, All),
        new("channels[0].channel", """{"channels":[{"channel":"in_app"}],"variants":[{"id":"A","content":{"in_app":{"title":"Now","text":"Hi","link":"https://shop.example","expiresIn":"P7D","pinned":true}}}]}""", Sent, All),
        new("variants[0].content.email.attachments", """{"channels":[{"channel":"email"}],"variants":[{"id":"A","content":{"email":{"subject":"Hi","text":"Hi","attachments":[{"mediaId":"$media","name":"menu.pdf"}]}}}]}""", Sent, All),
        new("channels[0].channel", """{"channels":[{"channel":"email"}],"variants":[{"id":"A","content":{"email":{"subject":"Hi","html":"<p>Hi</p>","preheader":"Hi, {{first_name}}","inlineStyles":false}}}]}""", Sent, All),
        new("variants[0].content.email", """{"variants":[{"id":"A","content":{"sms":{"text":"Hi"},"email":{"subject":"Hi","text":"Hi"}}}]}""", Nothing, Nothing),
        new("variants[0].content.whatsapp", """{"variants":[{"id":"A","content":{"sms":{"text":"Hi"},"whatsapp":{"parameters":["x"]}}}]}""", Nothing, Nothing),
        new("schedule.kind", """{"schedule":{"kind":"now"}}""", Once, "one_time test hybrid"),
        new("schedule.kind", """{"schedule":{"kind":"at","at":"2030-12-01T10:00"}}""", Once, "one_time test hybrid"),
        new("schedule.timezone", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","timezone":"Asia/Kolkata"}}""", Once, All),
        new("schedule.sendTime", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","sendTime":"fixed"}}""", Once, All),
        new("schedule.kind", """{"schedule":{"kind":"recurring","recurrence":{"every":"week","on":["mon"],"at":"09:00","count":3}}}""", "recurring", "recurring"),
        new("schedule.kind", """{"schedule":{"kind":"recurring","timezone":"recipient","from":"2030-01-01","recurrence":{"every":"month","interval":2,"on":[1,-1],"at":"09:00","until":"2031-01-01","missed":"catch_up"}}}""", "recurring", "recurring"),
        new("schedule.kind", """{"schedule":{"kind":"birthday","at":"10:00","timezone":"recipient","offsetDays":-1,"until":"2031-01-01"}}""", "birthday", "birthday"),
        new("schedule.slotPassed", """{"schedule":{"kind":"birthday","timezone":"recipient","slotPassed":"skip"}}""", Nothing, Nothing),
        new("schedule.from", """{"schedule":{"kind":"birthday","from":"2030-01-01"}}""", Nothing, Nothing),
        new("schedule.until", """{"schedule":{"kind":"birthday","until":"2020-01-01"}}""", Nothing, Nothing),
        new("schedule.kind", """{"schedule":{"kind":"standing","from":"2030-01-01","until":"2030-02-01"}}""", "api", "api triggered"),
        new("schedule.at", """{"schedule":{"kind":"now","at":"2030-12-01T10:00"}}""", Nothing, Nothing),
        new("schedule.at", """{"schedule":{"kind":"recurring","at":"2030-12-01T10:00"}}""", Nothing, Nothing),
        new("schedule.timezone", """{"schedule":{"kind":"now","timezone":"Asia/Kolkata"}}""", Nothing, Nothing),
        new("schedule.timezone", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","timezone":"recipient"}}""", Once, All),
        new("schedule.timezone", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","timezone":"recipient","slotPassed":"skip"}}""", Once, All),
        new("schedule.at", """{"schedule":{"kind":"at","at":"2030-12-01T10:00Z","timezone":"recipient"}}""", Nothing, Nothing),
        new("schedule.timezone", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","timezone":"outlet"}}""", Once, All),
        new("schedule.sendTime", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","sendTime":"optimized","window":"PT24H"}}""", Nothing, Nothing),
        new("schedule.window", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","window":"PT24H"}}""", Nothing, Nothing),
        new("schedule.slotPassed", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","slotPassed":"next_day"}}""", Nothing, Nothing),
        new("schedule.recurrence", """{"schedule":{"kind":"now","recurrence":{"every":"day"}}}""", Nothing, Nothing),
        new("schedule.recurrence", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","recurrence":{"every":"day"}}}""", Nothing, Nothing),
        new("schedule.offsetDays", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","offsetDays":2}}""", Nothing, Nothing),
        new("schedule.from", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","from":"2030-01-01"}}""", Nothing, Nothing),
        new("schedule.until", """{"schedule":{"kind":"at","at":"2030-12-01T10:00","until":"2031-01-01"}}""", Nothing, Nothing),
    ];

    public override string ToString() => $"{Path} {Patch}";

    private static string Two(string experiment, string more = "") =>
        "{\"experiment\":" + experiment + more + ""","variants":[{"id":"A","content":{"sms":{"text":"Hi"}}},{"id":"B","content":{"sms":{"text":"Ho"}}}]}""";
}
