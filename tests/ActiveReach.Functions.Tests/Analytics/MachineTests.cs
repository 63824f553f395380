using System.Text.Json;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Analytics;

/// <summary>Every agent opens and clicks a message of its own, long after the hand-over; all in one campaign.</summary>
public sealed class MachineTests(MachineTests.Scene scene) : IClassFixture<MachineTests.Scene>
{
    private const string Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    [Theory]
    [InlineData(0, null, "no_agent")]
    [InlineData(1, "curl/8.5.0", "program")]
    [InlineData(2, "Wget/1.21.4", "program")]
    [InlineData(3, "python-requests/2.32.3", "program")]
    [InlineData(4, "Python-urllib/3.12", "program")]
    [InlineData(5, "Python/3.12 aiohttp/3.9.5", "program")]
    [InlineData(6, "python-httpx/0.27.0", "program")]
    [InlineData(7, "Go-http-client/2.0", "program")]
    [InlineData(8, "Java/17.0.11", "program")]
    [InlineData(9, "Java-http-client/21.0.3", "program")]
    [InlineData(10, "Apache-HttpClient/4.5.14 (Java/17.0.11)", "program")]
    [InlineData(11, "okhttp/4.12.0", "program")]
    [InlineData(12, "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "program")]
    [InlineData(13, "axios/1.7.2", "program")]
    [InlineData(14, "libwww-perl/6.77", "program")]
    [InlineData(15, "GuzzleHttp/7", "program")]
    [InlineData(16, "PHP/8.3.8", "program")]
    [InlineData(17, "Ruby", "program")]
    [InlineData(18, "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36", "headless_browser")]
    [InlineData(19, "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1", "headless_browser")]
    [InlineData(20, "Mozilla/5.0 (Windows NT 10.0) Barracuda Sentinel (EE)", "mail_scanner")]
    [InlineData(21, "Mozilla/5.0 (compatible; Proofpoint URL Defense)", "mail_scanner")]
    [InlineData(22, "Mimecast-Scanner/1.0", "mail_scanner")]
    [InlineData(23, "Mozilla/5.0 (Windows NT 6.1; WOW64) SafeLinks/1.0", "mail_scanner")]
    [InlineData(24, "Cisco-IronPort/1.0", "mail_scanner")]
    [InlineData(25, "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "link_preview")]
    [InlineData(26, "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com", "link_preview")]
    [InlineData(27, "WhatsApp/2.24.11.79 A", "link_preview")]
    [InlineData(28, "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "link_preview")]
    [InlineData(29, "TelegramBot (like TwitterBot)", "link_preview")]
    [InlineData(30, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "crawler")]
    [InlineData(31, "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "crawler")]
    [InlineData(32, "Mozilla/5.0", "privacy_proxy")]
    [InlineData(33, "InHouseTool/0.1", "program")]
    public async Task A_machine_is_counted_apart_for_opens_and_for_clicks_with_its_rule(int person, string? agent, string rule)
    {
        var row = await scene.VisitAsync(person, agent);

        Assert.StartsWith(rule, row.GetProperty("machineOpenRule").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(rule, row.GetProperty("machineClickRule").GetString(), StringComparison.Ordinal);
        Assert.False(row.TryGetProperty("openedAt", out _) || row.TryGetProperty("clickedAt", out _));
    }

    [Theory]
    [InlineData(40, Chrome, true)]
    [InlineData(41, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", true)]
    [InlineData(42, "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 Mobile Safari/537.36", true)]
    [InlineData(43, "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)", false)]
    [InlineData(44, "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html", false)]
    public async Task A_browser_is_a_person_and_so_is_the_proxy_that_loads_pictures_for_one(int person, string agent, bool clicks)
    {
        var row = await scene.VisitAsync(person, agent);

        Assert.True(row.TryGetProperty("openedAt", out _));
        Assert.Equal((clicks, !clicks), (row.TryGetProperty("clickedAt", out _), row.TryGetProperty("machineClickedAt", out _)));
    }

    [Fact]
    public async Task A_request_for_the_head_alone_and_one_ahead_of_its_time_are_machines_whatever_the_agent()
    {
        var (head, ahead) = (await scene.VisitAsync(50, Chrome, HttpMethod.Head), await scene.VisitAsync(51, Chrome, null, ("Sec-Purpose", "prefetch;prerender")));

        Assert.Equal(("head_request", "head_request"), (head.GetProperty("machineOpenRule").GetString(), head.GetProperty("machineClickRule").GetString()));
        Assert.Equal(("prefetch", "prefetch"), (ahead.GetProperty("machineOpenRule").GetString(), ahead.GetProperty("machineClickRule").GetString()));
        var timeline = (await scene.Sent.App.Viewer.GetJsonAsync($"/api/workspaces/demo/contacts/{scene.Sent.People[50].Id}/timeline?kind=machine_clicked")).Json.GetProperty("items");
        Assert.Equal("head_request", timeline.EnumerateArray().Single().GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Whoever_comes_within_seconds_of_the_hand_over_is_a_machine_in_the_figures_even_with_a_browser()
    {
        await using var sent = await SentCampaign.StartAsync(2, now: SentCampaign.Start.AddSeconds(-30));
        sent.Clock.AdvanceTo(SentCampaign.Start.AddSeconds(1));
        await sent.HandOverAsync();
        await sent.OpenAsync(0);
        await sent.ClickAsync(0);
        await sent.OpenAsync(1, ("User-Agent", "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"));
        await sent.SettledAsync();

        var figures = await sent.AnalyticsAsync();
        Assert.Equal([0, 2, 0, 1], new[] { "opened", "machineOpened", "clicked", "machineClicked" }.Select(name => figures.GetProperty(name).GetInt32()));
        Assert.Equal("too_soon", (await sent.RecipientsAsync("machine_clicked")).GetProperty("items")[0].GetProperty("machineClickRule").GetString());
    }

    /// <summary>The campaign, with its messages handed over minutes ago.</summary>
    public sealed class Scene : IAsyncLifetime
    {
        private const int People = 52;

        internal SentCampaign Sent { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Sent = await SentCampaign.StartAsync(People);
            await Sent.HandOverAsync();
            Sent.LetTimePass();
        }

        public async Task DisposeAsync() => await Sent.DisposeAsync();

        /// <summary>Opens and clicks over HTTP; gives the person as the list of recipients shows them.</summary>
        internal async Task<JsonElement> VisitAsync(int person, string? agent, HttpMethod? verb = null, params (string Name, string Value)[] headers)
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Sent.App.Host.Address };
            if (agent is not null)
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
            await client.SendAsync(verb ?? HttpMethod.Get, Sent.PathOfOpen(person), headers: headers);
            await client.SendAsync(verb ?? HttpMethod.Get, Sent.PathOfClick(person), headers: headers);
            await Sent.SettleAsync();
            return (await Sent.RecipientsAsync("all")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("externalId").GetString() == $"p{person}");
        }
    }
}
