using System.Net;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Engagement;

public sealed class StopWordRouteTests
{
    private const string Reviews = "/api/workspaces/demo/consent/reviews";

    private static readonly (string Text, string? Refusal)[] Texts =
    [
        ("Stop. Thank you", SkipReason.OptedOut), ("STOP STOP STOP", SkipReason.OptedOut), ("stop texts", SkipReason.OptedOut), ("STOP 12345", SkipReason.OptedOut),
        ("stop\n-- \nJohn", SkipReason.OptedOut), ("STOP\n\nSent from my iPhone", SkipReason.OptedOut), ("please stop", SkipReason.OptedOut), ("S\u200bTOP\u202c 🛑", SkipReason.OptedOut),
        ("ARRET svp", SkipReason.OptedOut), ("Baja, gracias", SkipReason.OptedOut), ("SAIR", SkipReason.OptedOut), ("bitte ABMELDEN", SkipReason.OptedOut), ("afmelden", SkipReason.OptedOut),
        ("basta", SkipReason.OptedOut), ("rezygnuję", SkipReason.OptedOut), ("ıptal", SkipReason.OptedOut), ("отписаться", SkipReason.OptedOut), ("відписатися", SkipReason.OptedOut),
        ("отпиши ме", SkipReason.OptedOut), ("退订", SkipReason.OptedOut), ("配信停止", SkipReason.OptedOut), ("수신거부", SkipReason.OptedOut), ("إلغاء الاشتراك", SkipReason.OptedOut),
        ("הסר", SkipReason.OptedOut), ("बंद करो", SkipReason.OptedOut), ("avsluta", SkipReason.OptedOut), ("frameld", SkipReason.OptedOut), ("avmeld", SkipReason.OptedOut), ("lopeta", SkipReason.OptedOut),
        ("odhlásit", SkipReason.OptedOut), ("διαγραφή", SkipReason.OptedOut), ("dezabonare", SkipReason.OptedOut), ("leiratkozás", SkipReason.OptedOut), ("berhenti", SkipReason.OptedOut),
        ("hủy", SkipReason.OptedOut), ("ยกเลิก", SkipReason.OptedOut), ("ＳＴＯＰ", SkipReason.OptedOut),
        ("SMS stoppen", SkipReason.OptedOut), ("メッセージ停止", SkipReason.OptedOut), ("문자 중지", SkipReason.OptedOut), ("Mesajları durdurun", SkipReason.OptedOut), ("मैसेज बंद करो", SkipReason.OptedOut),
        ("12345 STOP", SkipReason.OptedOut), ("Reply STOP", SkipReason.OptedOut), ("I said stop", SkipReason.OptedOut), ("> Big sale\n> Reply STOP to end\nSTOP", SkipReason.OptedOut),
        ("No more msgs", SkipReason.HeldForReview), ("Para 4", SkipReason.HeldForReview),
        ("Liked “20% off! Reply STOP to unsubscribe”", null), ("A ajouté un j’aime à « STOP au 36180 »", null), ("Gefällt mir „20 %! STOP zum Abmelden“", null),
        ("stop by tomorrow?", SkipReason.HeldForReview), ("no me envíen más", SkipReason.HeldForReview), ("请停止发送短信", SkipReason.HeldForReview),
        ("START", null), ("help", null), ("don't stop!", null), ("non-stop", null), ("bus stop?", null), ("can't stop laughing", null), ("đúng", null),
    ];

    [Fact]
    public async Task What_people_text_opts_out_is_held_or_stays_a_reply_and_only_replies_are_responses()
    {
        await using var sent = await SentCampaign.StartAsync(Texts.Length);
        await sent.HandOverAsync();
        sent.LetTimePass();
        await sent.PostEventsAsync([.. Texts.Select((each, person) => sent.Receipt(person)), .. Texts.Select((each, person) => sent.Text(person, each.Text))]);
        await sent.SettleAsync();

        for (var person = 0; person < Texts.Length; person++)
            Assert.True(await sent.RefusalAsync(person) == Texts[person].Refusal, $"'{Texts[person].Text}' → {await sent.RefusalAsync(person) ?? "may be reached"}");

        var (optedOut, replied) = (Texts.Count(each => each.Refusal == SkipReason.OptedOut), 8);
        await AssertFiguresAsync(sent, optedOut, replied);
        Assert.Equal("5", (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses?kind=stop_request")).Text("total"));
        Assert.Equal("2", (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses?kind=help,opt_in")).Text("total"));

        // Held: nothing in any figure until somebody has decided what it was.
        var held = (await sent.App.Viewer.GetJsonAsync(Reviews)).Json.GetProperty("items").EnumerateArray().ToDictionary(review => review.GetProperty("text").GetString()!, review => review.GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.OK, (await sent.App.Sender.PostJsonAsync($"{Reviews}/{held["stop by tomorrow?"]}", new { decision = "keep" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await sent.App.Sender.PostJsonAsync($"{Reviews}/{held["no me envíen más"]}", new { decision = "opt_out" })).Status);
        await AssertFiguresAsync(sent, optedOut + 1, replied + 1);
    }

    [Fact]
    public async Task A_workspace_hears_its_own_words_and_is_told_which_it_cannot_have()
    {
        await using var sent = await SentCampaign.StartAsync(3);
        await sent.HandOverAsync();
        sent.LetTimePass();
        const string settings = "/api/workspaces/demo/settings";
        var refused = await sent.App.Admin.PatchJsonAsync(settings, new { replyWords = new { stop = new[] { "…", "yes", "Schluss damit" }, start = new[] { "schluss  DAMIT", "stop" } } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["replyWords.stop[0]", "replyWords.stop[1]", "replyWords.start[0]", "replyWords.start[1]"], refused.ProblemPaths);
        Assert.Equal(HttpStatusCode.OK, (await sent.App.Admin.PatchJsonAsync(settings, new { replyWords = new { stop = new[] { "Schluss damit", "T" } } })).Status);

        await sent.PostEventsAsync(sent.Text(0, "schluss damit!!"), sent.Text(1, "t"), sent.Text(2, "tea?"));
        await sent.SettleAsync();

        Assert.Equal((SkipReason.OptedOut, SkipReason.OptedOut, null), (await sent.RefusalAsync(0), await sent.RefusalAsync(1), await sent.RefusalAsync(2)));
        Assert.Equal("Schluss damit", (await sent.App.Viewer.GetJsonAsync(settings)).Json.GetProperty("replyWords").GetProperty("stop")[0].GetString());
    }

    private static async Task AssertFiguresAsync(SentCampaign sent, int optedOut, int replied)
    {
        var figures = await sent.AnalyticsAsync();
        Assert.Equal((optedOut, replied), (figures.GetProperty("optedOut").GetInt32(), figures.GetProperty("replied").GetInt32()));
        Assert.Equal((double)replied / Texts.Length, figures.GetProperty("rates").GetProperty("responseRate").GetDouble(), 3);
        Assert.Equal($"{replied}", (await sent.App.Viewer.GetJsonAsync($"{sent.CampaignPath}/responses")).Text("total"));
    }
}
