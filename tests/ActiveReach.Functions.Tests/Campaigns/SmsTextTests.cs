using System.Net;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Campaigns;

public sealed class SmsTextTests
{
    private const string Settings = "/api/workspaces/demo/settings";
    private const string Path = "variants[0].content.sms.text";

    private static readonly (string Text, bool TellsOptOut)[] Texts =
    [
        ("Big sale today. Reply STOP to opt out", true), ("Sale! Txt STOP 2 end", true), ("Sale. STOP to end", true), ("Sale. Opt-out: reply stop", true), ("Sale. Unsub: https://x.example/u", true),
        ("Sale. Out: {{unsubscribe}}", true), ("Soldes ! STOP au 36180", true), ("Soldes. Répondez STOP", true), ("Oferta. Responde BAJA para no recibir más", true), ("Promo. Envie SAIR", true),
        ("Angebot. Abmelden: STOP an 12345", true), ("Actie! Afmelden? Sms STOP", true), ("Saldi. Rispondi STOP", true), ("Wyprz. Odpisz STOP", true), ("Kampanya. RET yaz 3636ya gönder", true),
        ("Скидки. Отписка: стоп на 1234", true), ("优惠 回T退订", true), ("セール 配信停止はこちら", true), ("(광고) 무료수신거부 0801234567", true), ("מבצע להסרה השב הסר", true), ("तोहफ़ा STOP भेजें", true),
        ("عرض. أرسل توقف", true), ("Rea! Svara STOPP", true), ("Alennus. Vastaa LOPETA", true), ("Khuyến mãi. Soạn TC gửi 1234", true), ("Sleva. Odhlásit: STOP", true),
        ("Big sale today", false), ("Don't stop the party!", false), ("Non-stop deals all weekend", false), ("Stop by our shop tomorrow", false), ("Text us before the offers end", false),
        ("Hi {{default first_name 'stop'}}, don't unsubscribe", false), ("{{#if city}}{{unsubscribe}}{{/if}} Sale", false),
    ];

    [Fact]
    public async Task A_text_that_does_not_say_how_to_opt_out_is_warned_of_from_the_first_save_to_submission()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var (text, tellsOptOut) in Texts)
        {
            var draft = await app.Sender.PostJsonAsync(CampaignSteps.Route, Definition(text));
            Assert.True(draft.Status is HttpStatusCode.Created, draft.Body);
            Assert.True(IsWarned(draft) != tellsOptOut, $"{text}: {draft.Text("warnings")}");
        }

        var id = await app.Sender.DraftAsync(Definition("Big sale today"));
        Assert.True(IsWarned(await app.Viewer.ShowAsync(id)));
        Assert.True(IsWarned(await app.Sender.MoveAsync(id, "submit")));
        await app.Admin.PatchJsonAsync(Settings, new { smsOptOutLine = "Reply STOP to opt out" });
        Assert.False(IsWarned(await app.Viewer.ShowAsync(id)));
    }

    [Fact]
    public async Task The_workspace_s_line_stands_below_a_text_that_has_none_in_the_language_of_the_contact()
    {
        await using var app = await RunningApp.StartAsync();
        var refused = await app.Admin.PatchJsonAsync(Settings, new { smsOptOutLine = "Have a nice day", smsOptOutLines = new Dictionary<string, string> { ["fr"] = "", ["?"] = "Reply STOP" }, smsMaxSegments = 0 });
        Assert.Equal(["smsOptOutLine", "smsOptOutLines.fr", "smsOptOutLines.?", "smsMaxSegments"], refused.ProblemPaths);
        await app.Admin.PatchJsonAsync(Settings, new { smsOptOutLine = "Reply STOP to opt out", smsOptOutLines = new { fr = "STOP au 36180" } });
        var ann = await ContactAsync(app, new { phone = "+14155550101", firstName = "Ann" });
        var bea = await ContactAsync(app, new { phone = "+14155550102", firstName = "Béa", language = "fr-CA" });

        var without = await app.Sender.DraftAsync(Definition("Hi {{first_name}}"));
        var with = await app.Sender.DraftAsync(Definition("Hi {{first_name}}, text STOP to end"));
        Assert.Equal("Hi Ann\nReply STOP to opt out", (await PreviewAsync(app, without, ann)).Text("text"));
        Assert.Equal("Hi Béa\nSTOP au 36180", (await PreviewAsync(app, without, bea)).Text("text"));
        Assert.Equal("Hi Ann, text STOP to end", (await PreviewAsync(app, with, ann)).Text("text"));
        Assert.Equal("28", (await PreviewAsync(app, without, ann)).Text("segments.units"));

        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(Settings, """{"smsOptOutLine":null}""")).Status);
        Assert.Equal("Hi Ann", (await PreviewAsync(app, without, ann)).Text("text"));
    }

    [Fact]
    public async Task A_text_of_more_than_ten_segments_is_refused_at_submit_unless_the_workspace_allows_it()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = await ContactAsync(app, new { phone = "+14155550101" });
        var fits = await app.Sender.DraftAsync(Definition(new string('a', 1530)));
        var isLong = await app.Sender.DraftAsync(Definition(new string('a', 1531)));
        Assert.True((int)(await app.Sender.MoveAsync(fits, "submit")).Status < 300);
        var refused = await app.Sender.MoveAsync(isLong, "submit");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Path), (refused.Status, Assert.Single(refused.ProblemPaths)));
        Assert.Contains("11 segments", refused.Body, StringComparison.Ordinal);
        var preview = await PreviewAsync(app, isLong, ann);
        Assert.Equal(("11", "too_many_segments"), (preview.Text("segments.segments"), preview.Text("refusal")));

        // Emoji make it another alphabet; links count as they are sent, not as they are written.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.Sender.MoveAsync(await app.Sender.DraftAsync(Definition(new string('a', 669) + "😀")), "submit")).Status);
        var linked = await app.Sender.DraftAsync(Definition(new string('a', 1500) + "{{link 'https://x.example'}}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.Sender.MoveAsync(linked, "submit")).Status);
        var shortened = await app.Sender.DraftAsync(Definition($"{{{{link 'https://shop.example/{new string('b', 1600)}'}}}}"));
        Assert.True((int)(await app.Sender.MoveAsync(shortened, "submit")).Status < 300);

        await app.Admin.PatchJsonAsync(Settings, new { smsMaxSegments = 11 });
        Assert.True((int)(await app.Sender.MoveAsync(isLong, "submit")).Status < 300);
    }

    private static object Definition(string text) => new
    {
        name = "Sale",
        audience = new { },
        channels = new[] { new { channel = "sms" } },
        variants = new[] { new { id = "A", content = new { sms = new { text } } } },
        schedule = new { kind = "at", at = "2030-12-01T10:00", timezone = "Asia/Kolkata" },
        approval = new { required = false },
    };

    private static bool IsWarned(Answer campaign) => campaign.Json.GetProperty("warnings").EnumerateArray()
        .Any(warning => warning.GetProperty("path").GetString() == Path && warning.GetProperty("code").GetString() == "no_opt_out_wording");

    private static async Task<string> ContactAsync(RunningApp app, object contact) => (await app.Sender.PostJsonAsync("/api/workspaces/demo/contacts", contact)).Text("id");

    private static Task<Answer> PreviewAsync(RunningApp app, string campaign, string contact) =>
        app.Viewer.GetJsonAsync($"{CampaignSteps.Route}/{campaign}/preview?contact={contact}&channel=sms");
}
