using System.Net;
using System.Text.Json.Nodes;
using ActiveReach.Access;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Media;
using ActiveReach.Functions.Tests.Messages;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>A workspace's messages lead to a domain of its own, once that leads here, and no other workspace's links are followed on it.</summary>
public sealed class TrackingDomainTests : IAsyncLifetime
{
    private const string Settings = "/api/workspaces/demo/settings";
    private const string Domain = "links.shop.example";
    private const string Html = """<a href="https://shop.example/new">new</a>""";

    /// <summary>What is behind a host, in place of DNS, certificates and proxies; null where nothing is.</summary>
    private readonly Dictionary<string, Func<Uri, Task<VisitedPage>>> hosts = [];

    private SentMail mail = null!;

    public async Task InitializeAsync()
    {
        mail = await SentMail.StartAsync(builder => builder.Services.AddSingleton<VisitHost>((address, _) => hosts.TryGetValue(address.Host, out var there) ? there(address) : Task.FromResult(new VisitedPage(null, "", "DNS knows no address for it"))));
        foreach (var host in new[] { Domain, "go.shop.example", "go.neighbour.example" })
            hosts[host] = address => HereAsync(address, address.Host);
    }

    public async Task DisposeAsync() => await mail.DisposeAsync();

    [Fact]
    public async Task Messages_are_built_on_it_and_lead_on_from_both_addresses()
    {
        await mail.ContactAsync("Asha");
        var before = await mail.SendAsync(Html);
        var picture = (await mail.App.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/media", SomeFiles.Png(), "image/png")).Text("id");
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.PatchJsonAsync(Settings, new { trackingDomain = Domain })).Status);
        Assert.Equal(Domain, (await mail.App.Viewer.GetJsonAsync(Settings)).Text("trackingDomain"));

        var campaign = await mail.App.Sender.PostJsonAsync("/api/workspaces/demo/campaigns", SentMail.Mail(new { subject = "News", html = Html, media = new[] { new { mediaId = picture } } }));
        await mail.LaunchAsync(campaign.Text("id"));
        var after = Assert.Single(mail.Of(campaign.Text("id")));
        var body = (string)after["body"]!;
        foreach (var kind in "rom")
            Assert.Contains($"https://{Domain}/{kind}/", body, StringComparison.Ordinal);
        Assert.StartsWith($"https://{Domain}/u/", (string)after["unsubscribe"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("http://localhost", body, StringComparison.Ordinal);

        // What was sent before goes on working, and each on both.
        foreach (var host in new[] { Domain, "localhost" })
        {
            foreach (var message in new[] { before, after })
                await LeadsAsync(message, host);
            Assert.Equal(HttpStatusCode.OK, (await OnAsync(host, SentMail.PathIn(after, 'm'))).Status);
        }
    }

    [Fact]
    public async Task Links_are_not_followed_on_the_domain_of_another_and_nothing_happens_there()
    {
        var asha = await mail.ContactAsync("Asha");
        var picture = (await mail.App.Sender.SendAsync(HttpMethod.Post, "/api/workspaces/demo/media", SomeFiles.Png(), "image/png")).Json.GetProperty("url").GetString()!;
        var (_, key) = await mail.App.Get<CreateWorkspace>().RunAsync("Neighbour", "boss@neighbour.example");
        Assert.Equal(HttpStatusCode.OK, (await mail.App.As(key).PatchJsonAsync("/api/workspaces/neighbour/settings", new { trackingDomain = "go.neighbour.example" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.PatchJsonAsync(Settings, new { trackingDomain = Domain })).Status);
        var sent = await mail.SendAsync(Html);

        foreach (var path in new[] { SentMail.PathIn(sent, 'r'), SentMail.PathIn(sent, 'o'), SentMail.PathIn(sent, 'u'), new Uri(picture).AbsolutePath })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await OnAsync("go.neighbour.example", path)).Status);
            Assert.NotEqual(HttpStatusCode.NotFound, (await OnAsync(Domain, path)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await mail.App.Nobody.SendAsync(HttpMethod.Post, SentMail.PathIn(sent, 'u'), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded", ("Host", "go.neighbour.example"))).Status);
        Assert.DoesNotContain("opted_out", (await mail.App.Viewer.GetJsonAsync($"/api/workspaces/demo/contacts/{asha}")).Body, StringComparison.Ordinal);

        // Of the app itself there is nothing on such a name.
        Assert.Equal(HttpStatusCode.NotFound, (await mail.App.Admin.GetJsonAsync(Settings, ("Host", Domain))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await OnAsync(Domain, "/dashboard")).Status);
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.GetJsonAsync(Settings)).Status);

        Assert.Equal("taken", Code(await mail.App.As(key).PatchJsonAsync("/api/workspaces/neighbour/settings", new { trackingDomain = Domain })));
    }

    [Fact]
    public async Task A_domain_that_was_left_leads_on_for_what_was_sent_on_it()
    {
        await mail.ContactAsync("Asha");
        await mail.App.Admin.PatchJsonAsync(Settings, new { trackingDomain = Domain });
        var sent = await mail.SendAsync(Html);
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.PatchJsonAsync(Settings, new { trackingDomain = "go.shop.example" })).Status);
        await LeadsAsync(sent, Domain);
        await LeadsAsync(sent, "go.shop.example");
        Assert.Equal(HttpStatusCode.OK, (await mail.App.Admin.PatchJsonAsync(Settings, """{"trackingDomain":null}""")).Status);
        await LeadsAsync(sent, Domain);
        Assert.StartsWith("http://localhost", (string)(await mail.SendAsync(Html))["unsubscribe"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_was_approved_with_either_address_carries_the_link()
    {
        var contact = await mail.ContactAsync("Asha");
        object[] buttons = [new { type = "url", text = "Offer", url = "http://localhost:7071/r/{{1}}" }, new { type = "url", text = "Shop", url = $"https://{Domain}/r/{{{{1}}}}" }];
        Assert.Equal(HttpStatusCode.Created, (await mail.App.Sender.PostJsonAsync("/api/workspaces/demo/templates", new { name = "launch", language = "en", body = "It is here.", buttons })).Status);
        await mail.App.Admin.PatchJsonAsync(Settings, new { trackingDomain = Domain });
        var link = "{{link 'https://shop.example/new'}}";
        var saved = await mail.App.Sender.PostJsonAsync("/api/workspaces/demo/campaigns", new
        {
            channels = new[] { new { channel = "whatsapp", template = "launch" } },
            variants = new[] { new { id = "A", content = new { whatsapp = new { parameters = new[] { link, link } } } } },
        });
        Assert.True(saved.Status is HttpStatusCode.Created, saved.Body);
        var preview = await mail.App.Viewer.GetJsonAsync($"/api/workspaces/demo/campaigns/{saved.Text("id")}/preview?contact={contact}");
        var targets = preview.Json.GetProperty("buttons").EnumerateArray().Select(button => button.GetProperty("target").GetString()!).ToList();
        Assert.Matches("^http://localhost:7071/r/[A-Za-z0-9_-]{26}$", targets[0]);
        Assert.Matches($"^https://{Domain}/r/[A-Za-z0-9_-]{{26}}$", targets[1]);
    }

    [Theory]
    [InlineData("https://links.shop.example", "invalid_host")]
    [InlineData("links.shop.example:8443", "invalid_host")]
    [InlineData("links.shop.example/x", "invalid_host")]
    [InlineData("me@links.shop.example", "invalid_host")]
    [InlineData("Links.Shop.Example", "invalid_host")]
    [InlineData("links.shop.example.", "invalid_host")]
    [InlineData("links..example", "invalid_host")]
    [InlineData("-links.shop.example", "invalid_host")]
    [InlineData("links", "invalid_host")]
    [InlineData("localhost", "invalid_host")]
    [InlineData("10.0.0.1", "invalid_host")]
    [InlineData("169.254.169.254", "invalid_host")]
    [InlineData("[::1]", "invalid_host")]
    [InlineData("b\u00FCcher.example", "invalid_host")]
    [InlineData("links.shop.example\\n", "invalid_host")]
    [InlineData("", "invalid_host")]
    [InlineData("printer.local", "private_host")]
    [InlineData("links.svc.internal", "private_host")]
    public async Task A_domain_is_the_bare_name_of_a_host_that_everybody_can_reach(string host, string code)
    {
        var refused = await mail.App.Admin.PatchJsonAsync(Settings, $$"""{"trackingDomain":"{{host}}"}""");
        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, Code(refused)));
        Assert.Equal(["trackingDomain"], refused.ProblemPaths);
    }

    [Fact]
    public async Task A_domain_that_does_not_lead_here_is_not_used_and_the_refusal_says_what_is_there()
    {
        hosts["elsewhere.example"] = _ => Task.FromResult(new VisitedPage(200, "<html>Hello</html>", null));
        hosts["parked.example"] = _ => Task.FromResult(new VisitedPage(404, "", null));
        hosts["moved.example"] = _ => Task.FromResult(new VisitedPage(302, "", null));
        hosts["proxied.example"] = address => HereAsync(address, "app:8080");
        hosts["replayed.example"] = address => HereAsync(new Uri($"https://x{DomainProof.Path}{DomainProof.NewWord()}"), address.Host);
        await NotHereAsync("nowhere.example", "DNS knows no address for it");
        await NotHereAsync("elsewhere.example", "something else answers there");
        await NotHereAsync("parked.example", "was answered with 404");
        await NotHereAsync("moved.example", "was answered with 302");
        await NotHereAsync("proxied.example", "by another name (app)");
        await NotHereAsync("replayed.example", "something else answers there");
        Assert.False((await mail.App.Viewer.GetJsonAsync(Settings)).Json.TryGetProperty("trackingDomain", out _));
        Assert.Equal(HttpStatusCode.NotFound, (await mail.App.Nobody.GetJsonAsync($"{DomainProof.Path}nonsense")).Status);
    }

    private static string? Code(Answer refused) => refused.Json.GetProperty("errors")[0].GetProperty("code").GetString();

    private async Task NotHereAsync(string host, string words)
    {
        var refused = await mail.App.Admin.PatchJsonAsync(Settings, new { trackingDomain = host });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "not_here"), (refused.Status, Code(refused)));
        Assert.Contains(words, refused.Body, StringComparison.Ordinal);
    }

    private async Task LeadsAsync(JsonNode message, string host)
    {
        Assert.Equal("https://shop.example/new", (await OnAsync(host, SentMail.PathIn(message, 'r'))).Headers["Location"]);
        Assert.Equal("image/gif", (await OnAsync(host, SentMail.PathIn(message, 'o'))).Headers["Content-Type"]);
        Assert.Contains("Unsubscribe", (await OnAsync(host, new Uri((string)message["unsubscribe"]!).AbsolutePath)).Body, StringComparison.Ordinal);
    }

    private Task<Answer> OnAsync(string host, string path) => mail.App.Nobody.GetJsonAsync(path, ("Host", host));

    /// <summary>What stands before the app asks it by the name.</summary>
    private async Task<VisitedPage> HereAsync(Uri address, string name)
    {
        var answer = await mail.App.Nobody.GetJsonAsync(address.AbsolutePath, ("Host", name));
        return new VisitedPage((int)answer.Status, answer.Body, null);
    }
}
