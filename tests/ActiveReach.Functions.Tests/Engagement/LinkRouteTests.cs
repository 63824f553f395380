using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Links;

namespace ActiveReach.Functions.Tests.Engagement;

public sealed class LinkRouteTests : IAsyncLifetime
{
    private SentCampaign sent = null!;

    public async Task InitializeAsync()
    {
        sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
    }

    public async Task DisposeAsync() => await sent.DisposeAsync();

    [Fact]
    public async Task Mutated_tokens_lead_nowhere()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var random = new Random(6);
        var original = sent.LinkTo(0);
        for (var i = 0; i < 500; i++)
        {
            var text = original.ToCharArray();
            text[random.Next(3, text.Length)] = alphabet[random.Next(alphabet.Length)];
            var path = new string(text);
            if (path != original)
                Assert.Equal(HttpStatusCode.NotFound, (await sent.App.Nobody.GetJsonAsync(path)).Status);
        }
    }

    [Fact]
    public async Task A_signed_token_for_a_link_that_the_run_has_not_leads_nowhere()
    {
        var foreign = sent.App.Get<LinkTokens>().Write(LinkPurpose.Click, new LinkToken(sent.Run.Number + 1, sent.AddressOf(0), 0));

        Assert.Equal(HttpStatusCode.NotFound, (await sent.App.Nobody.GetJsonAsync(sent.PathTo(LinkPurpose.Click, 0, link: 9))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sent.App.Nobody.GetJsonAsync("/r/" + foreign)).Status);
    }

    [Fact]
    public async Task Scanners_and_prefetchers_are_led_on_but_count_as_no_click()
    {
        var link = sent.LinkTo(0);
        Answer[] answers =
        [
            await sent.App.Nobody.SendAsync(HttpMethod.Head, link),
            await sent.App.Nobody.GetJsonAsync(link, ("User-Agent", "Mozilla/5.0 Barracuda Sentinel")),
            await sent.App.Nobody.GetJsonAsync(link, ("Sec-Purpose", "prefetch;prerender")),
        ];
        sent.LetTimePass();
        await sent.SettleAsync();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Found, answer.Status));
        Assert.Equal(0, (await sent.AnalyticsAsync()).GetProperty("clicked").GetInt32());
    }

    [Fact]
    public async Task Only_a_post_unsubscribes_and_looking_at_the_page_does_not()
    {
        var path = sent.PathTo(LinkPurpose.Unsubscribe, 0);

        var page = await sent.App.Nobody.GetJsonAsync(path);
        sent.LetTimePass();
        await sent.SettleAsync();
        var before = await sent.RefusalAsync(0);
        var done = await sent.App.Nobody.SendAsync(HttpMethod.Post, path, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded");
        await sent.SettleAsync();

        Assert.Contains("<form method=\"post\">", page.Body, StringComparison.Ordinal);
        Assert.Null(before);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.NotNull(await sent.RefusalAsync(0));
        Assert.Null(await sent.RefusalAsync(1));
        Assert.Equal(1, (await sent.AnalyticsAsync()).GetProperty("optedOut").GetInt32());
    }

    [Fact]
    public async Task A_picture_fetched_by_a_machine_is_told_from_an_open()
    {
        sent.LetTimePass();
        await sent.App.Nobody.GetJsonAsync(sent.PathTo(LinkPurpose.Open, 0), ("User-Agent", "Mozilla/5.0"));
        await sent.SettleAsync();

        var figures = await sent.AnalyticsAsync();
        Assert.Equal((0, 1), (figures.GetProperty("opened").GetInt32(), figures.GetProperty("machineOpened").GetInt32()));
    }
}
