using System.Globalization;
using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Links;

namespace ActiveReach.Functions.Tests.Engagement;

public sealed class LinkRouteTests : IAsyncLifetime
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly string[] Additions = ["=", "==", "%00", "%2F", "%2e%2e", "A", "_", "%F0%9F%98%80", "?u=https://evil.example", "%3Fu=https://evil.example", "%0d%0aLocation:%20https://evil.example", "//evil.example", ".", "~"];
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_LINK_CASES"), CultureInfo.InvariantCulture, out var cases) ? cases : 500;

    private SentCampaign sent = null!;

    public async Task InitializeAsync()
    {
        sent = await SentCampaign.StartAsync(2);
        await sent.HandOverAsync();
    }

    public async Task DisposeAsync() => await sent.DisposeAsync();

    /// <summary>S5. A sample runs here; <c>./soak links</c> tries 10,000 and more.</summary>
    [Fact]
    public async Task Mutated_tokens_lead_nowhere()
    {
        var random = new Random(6);
        string[] originals = [sent.LinkTo(0), sent.LinkTo(1), sent.PathTo(LinkPurpose.Open, 0), sent.PathTo(LinkPurpose.Unsubscribe, 1)];
        using var client = sent.App.As(null);
        for (var number = 0; number < Cases; number++)
        {
            var path = Mutated(originals[random.Next(originals.Length)], originals, random);
            if (originals.Contains(path, StringComparer.Ordinal))
                continue;
            var answer = await client.SendAsync(random.Next(8) == 0 ? HttpMethod.Head : HttpMethod.Get, path);
            Assert.True((int)answer.Status is >= 400 and < 500, $"Case {number}: {path} answered {answer}");
            Assert.False(answer.Headers.ContainsKey("Location"), $"Case {number}: {path} leads to {answer.Headers.GetValueOrDefault("Location")}");
        }

        // The true ones lead where they led.
        Assert.Equal("https://shop.example/new", (await client.GetJsonAsync(originals[0])).Headers.GetValueOrDefault("Location"));
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

    /// <summary>Another token than it was: of changed letters, cut, longer, of two halves, or of one purpose at the address of another.</summary>
    private static string Mutated(string original, string[] others, Random random)
    {
        const int begins = 3;
        var (purpose, token) = (original[..begins], original[begins..]);
        switch (random.Next(7))
        {
            case 0:
                return purpose + token[..random.Next(1, token.Length)];
            case 1 when random.Next(2) == 0:
                return purpose + token + Additions[random.Next(3, Additions.Length)].Replace("?", "%3F", StringComparison.Ordinal);
            case 1:
                return purpose + token.Insert(random.Next(1, token.Length), Additions[random.Next(Additions.Length)].Replace("?", "%3F", StringComparison.Ordinal));
            case 2:
                var other = others[random.Next(others.Length)][begins..];
                var half = random.Next(1, token.Length);
                return purpose + token[..half] + other[Math.Min(half, other.Length)..];
            case 3:
                return new[] { "/r/", "/o/", "/u/" }.First(each => each != purpose) + token;
            default:
                var letters = token.ToCharArray();
                for (var changes = random.Next(1, 4); changes > 0; changes--)
                    letters[random.Next(letters.Length)] = Alphabet[random.Next(Alphabet.Length)];
                return purpose + new string(letters);
        }
    }
}
