using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Consent;

/// <summary>What lifts a no, and what doesn't, when addresses change and other words come along.</summary>
public sealed class WeightTests
{
    private const string Workspace = "/api/workspaces/demo";
    private const string Contacts = Workspace + "/contacts";
    private const string ByLink = """{"consents":{"email":"opted_out"},"source":"link"}""";

    [Theory]
    [InlineData("file")]
    [InlineData("patch")]
    [InlineData("file with the yes, then one with the address")]
    [InlineData("patch, then a yes without proof")]
    public async Task A_new_address_that_comes_with_a_yes_does_not_shake_off_a_no_by_link(string way)
    {
        await using var app = await RunningApp.StartAsync();
        var ann = await AddAsync(app, "ann", "old@x.example");
        await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", ByLink);
        switch (way)
        {
            case "file":
                await ImportAsync(app, "external_id,email,consent.email\nann,new@x.example,opted_in\n");
                break;
            case "file with the yes, then one with the address":
                await ImportAsync(app, "external_id,consent.email\nann,opted_in\n");
                await ImportAsync(app, "external_id,email,consent.email\nann,new@x.example,opted_in\n");
                break;
            default:
                await app.Sender.PatchJsonAsync($"{Contacts}/{ann}", """{"email":"new@x.example","consent":{"email":"opted_in"}}""");
                break;
        }

        if (way is "patch, then a yes without proof")
            await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", """{"consents":{"email":"opted_in"}}""");
        var contact = await app.Viewer.GetJsonAsync($"{Contacts}/{ann}");
        Assert.Equal(("new@x.example", "opted_out"), (contact.Text("email"), contact.Text("consent.email")));
        Assert.Equal(0, await ReachableAsync(app, "ann"));
        var consent = (await app.Viewer.GetJsonAsync($"{Contacts}/{ann}/consents")).Json.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("channel").GetString() == "email");
        Assert.Equal("link", consent.GetProperty("source").GetString());

        await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", """{"consents":{"email":"opted_in"},"source":"web form","proof":"form 7"}""");
        Assert.Equal(1, await ReachableAsync(app, "ann"));
    }

    [Fact]
    public async Task Unknown_takes_back_no_word_of_somebody_else()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = await AddAsync(app, "ann", "both@x.example");
        var bob = await AddAsync(app, "bob", "both@x.example");
        await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", ByLink);
        await app.Admin.SendAsync(HttpMethod.Put, $"{Contacts}/{bob}/consents", """{"consents":{"email":"unknown"},"proof":"form 7"}""");
        Assert.Equal("opted_out", (await app.Viewer.GetJsonAsync($"{Contacts}/{bob}")).Text("consent.email"));
    }

    [Fact]
    public async Task A_mailbox_that_begins_with_a_plus_is_a_mailbox()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = await AddAsync(app, "ann", "+news@x.example");
        await AddAsync(app, "bob", "+news@x.example");
        await app.Sender.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", ByLink);
        Assert.Equal(0, await ReachableAsync(app, "bob"));
        Assert.Equal("1", (await app.Sender.PostJsonAsync($"{Workspace}/suppressions", new { address = "+news@x.example", channels = new[] { "email" } })).Text("added"));
        Assert.Equal(["email"], (await app.Viewer.GetJsonAsync($"{Contacts}/{ann}")).Json.GetProperty("suppressed").EnumerateArray().Select(channel => channel.GetString()!));
    }

    [Theory]
    [InlineData("complaint")]
    [InlineData("hard_bounce")]
    public async Task A_graver_reason_replaces_the_own_word_on_the_list_and_no_yes_lifts_it(string graver)
    {
        await using var app = await RunningApp.StartAsync();
        var ann = await AddAsync(app, "ann", "ann@x.example");
        var own = new { address = "ann@x.example", reason = "opted_out" };
        await app.Admin.PostJsonAsync($"{Workspace}/suppressions", own);
        Assert.Equal("0", (await app.Admin.PostJsonAsync($"{Workspace}/suppressions", new { address = "ann@x.example", reason = graver })).Text("added"));
        await app.Admin.PostJsonAsync($"{Workspace}/suppressions", own);
        await app.Admin.SendAsync(HttpMethod.Put, $"{Contacts}/{ann}/consents", """{"consents":{"email":"opted_in"},"proof":"form 7"}""");
        Assert.Equal(0, await ReachableAsync(app, "ann"));
        Assert.Equal(graver, (await app.Viewer.GetJsonAsync($"{Workspace}/suppressions")).Json.GetProperty("items")[0].GetProperty("reason").GetString());
    }

    private static async Task<string> AddAsync(RunningApp app, string name, string email)
    {
        var added = await app.Sender.PostJsonAsync(Contacts, new { externalId = name, email, consent = new { email = "opted_in" } });
        Assert.Equal(HttpStatusCode.Created, added.Status);
        return added.Text("id");
    }

    private static async Task<int> ReachableAsync(RunningApp app, string name) =>
        (await app.Viewer.PostJsonAsync($"{Workspace}/audience/preview", new { contacts = new[] { name }, channels = new[] { "email" } })).Json.GetProperty("reachable").GetProperty("email").GetInt32();

    private static async Task ImportAsync(RunningApp app, string file) =>
        await app.CompleteAsync(await app.Sender.SendAsync(HttpMethod.Post, $"{Contacts}/import?mode=upsert", file, "text/csv"));
}
