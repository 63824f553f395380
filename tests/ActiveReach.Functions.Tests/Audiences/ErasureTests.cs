using System.Net;
using System.Text;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>A person is erased everywhere, over HTTP.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Demo = "api/workspaces/demo";

    /// <summary>Everything that only this person has, had or said.</summary>
    private static readonly string[] Words = ["34699123987", "quux@", "Wilhelmina", "Quuxington", "zz-77", "Blaubeerkuchen", "Rhabarber", "Sauerkirsch", "ev-secret"];

    private readonly string directory = Directory.CreateTempSubdirectory("activereach-").FullName;
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(directory: directory);

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Nothing_of_an_erased_person_is_left_in_any_file_and_what_comes_again_is_not_kept()
    {
        await ImportAsync("external_id,first_name,email\n" + string.Concat(Enumerable.Range(0, 1500).Select(n => $"c{n},Ann{n},ann{n}@example.com\n")));
        await TextAsync("t0", "+18005550100", "Rhabarber before anybody knew me");
        var before = """{"id":"ev-secret-1","type":"page_viewed","contact":{"email":"quux@example.org"},"data":{"page":"Blaubeerkuchen"}}""";
        await app.Sender.PostJsonAsync($"{Demo}/events", before);
        var person = (await app.Sender.PostJsonAsync(
            $"{Demo}/contacts", """{"externalId":"zz-77","firstName":"Wilhelmina","lastName":"Quuxington","phone":"+34699123987","email":"Quux@example.org","outlet":"Goa","tags":["Sauerkirsch"]}""")).Text("id");
        var after = """[{"id":"ev-secret-2","type":"order_placed","contact":{"externalId":"zz-77"},"data":{"orderId":"o-1","total":12.5,"currency":"INR","items":["Blaubeerkuchen"]}}]""";
        await app.Sender.PostJsonAsync($"{Demo}/events", after);
        await TextAsync("t1", "+18005550100", "Rhabarber please");
        await TextAsync("t2", "+19990000000", "Rhabarber for nobody");
        await TellAsync("""[{"id":"t3","eventType":"Microsoft.Communication.AdvancedMessageReceived","data":{"channelType":"whatsapp","from":"34699123987","to":"11111111-1111-1111-1111-111111111111","content":"Rhabarber of a number without its plus"}}]""");
        await app.AtRestAsync();
        await ParkAsync();
        await ImportAsync("external_id,email\nx1,Quux@example.org or so\n");

        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Demo}/contacts/{person}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Demo}/contacts/{person}")).Status);
        Assert.Equal("""{"accepted":0,"duplicates":1,"pending":0}""", (await app.Sender.PostJsonAsync($"{Demo}/events", before)).Body);
        Assert.Equal("""{"accepted":0,"duplicates":1,"pending":0}""", (await app.Sender.PostJsonAsync($"{Demo}/events", after)).Body);
        Assert.Equal("0", (await app.Viewer.GetJsonAsync($"{Demo}/events")).Text("total"));
        var order = await app.Viewer.GetJsonAsync($"{Demo}/orders/o-1");
        Assert.Equal(("12.5", "Goa"), (order.Text("total"), order.Text("outlet")));
        Assert.False(order.Json.TryGetProperty("contact", out _));

        // An import lets go of its file after it is complete.
        await app.AtRestAsync();
        await app.Host.StopAsync();
        await app.Host.DisposeAsync();
        var files = Directory.GetFiles(directory, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetFileName(file) == "product.db");
        foreach (var file in files)
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(Words, word => Assert.False(content.Contains(word, StringComparison.OrdinalIgnoreCase), $"{Path.GetFileName(file)} holds {word}."));
        }

        app = await RunningApp.StartAsync(directory: directory);
        var again = await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"other","phone":"+34699123987"}""");
        Assert.Contains("sms", again.Json.GetProperty("suppressed").EnumerateArray().Select(channel => channel.GetString()));
    }

    private Task TextAsync(string id, string to, string text) => TellAsync(
        $$$"""[{"id":"{{{id}}}","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-01-05T10:00:00Z","data":{"from":"\u002B34699123987","to":"{{{to}}}","message":"{{{text}}}","messageId":"{{{id}}}"}}]""");

    private async Task TellAsync(string body) =>
        Assert.Equal(HttpStatusCode.OK, (await app.Nobody.PostJsonAsync($"api/webhooks/acs?secret={app.Get<KeptSecrets>().WebhookSecret("acs")}", body)).Status);

    /// <summary>Everything that waits is given up, as after a day.</summary>
    private async Task ParkAsync()
    {
        var inbox = app.Get<IEngagementInbox>();
        var far = DateTimeOffset.UnixEpoch.AddYears(200);
        await inbox.ParkAsync(await inbox.LeftOverAsync(far, far, 100), "unknown_sender");
    }

    private async Task ImportAsync(string csv) =>
        await app.CompleteAsync(await app.Sender.SendAsync(HttpMethod.Post, $"{Demo}/contacts/import", csv, "text/csv"));
}
