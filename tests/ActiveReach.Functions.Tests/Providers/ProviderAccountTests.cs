using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActiveReach.Functions.Tests.Fixture;
using Carriers.StandIn.CommunicationServices;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Providers;

/// <summary>Provider accounts over HTTP.</summary>
public sealed class ProviderAccountTests : IAsyncLifetime
{
    private const string Route = "/api/workspaces/demo/providers";
    private const string Password = "a-password-that-nobody-sees-again";
    private const string Connection = "endpoint=https://shop.communication.azure.com/;accesskey=c2VjcmV0LW9mLXRoZS1zaG9wLXRoYXQtbm9ib2R5LXNlZXM=";

    private const string PublicKey = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string PrivateKey = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("{}", "provider", "required")]
    [InlineData("""{"provider":"pigeon","settings":{}}""", "provider", "unknown_value")]
    [InlineData("""{"provider":"smtp"}""", "settings", "required")]
    [InlineData("""{"provider":"smtp","settings":{"host":"mail.shop.example","port":70000}}""", "settings.port", "invalid_value")]
    [InlineData("""{"provider":"smtp","settings":{"host":"mail.shop.example","user":"shop"}}""", "settings.password", "invalid_value")]
    [InlineData("""{"provider":"smtp","settings":{"host":"mail.shop.example","sender":"x"}}""", "settings.sender", "unknown_field")]
    [InlineData("""{"provider":"smtp","settings":{"host":"127.0.0.1"}}""", "settings.host", "private_address")]
    [InlineData("""{"provider":"smtp","settings":{"host":"mailserver"}}""", "settings.host", "private_address")]
    [InlineData("""{"provider":"acs","settings":{"endpoint":"https://169.254.169.254/"}}""", "settings.endpoint", "private_address")]
    [InlineData("""{"provider":"acs","settings":{"endpoint":"https://shop.communication.azure.com"}}""", "settings.endpoint", "unknown_field")]
    [InlineData("""{"provider":"acs","settings":{"connectionString":"endpoint=nowhere"}}""", "settings.connectionString", "invalid_value")]
    [InlineData("""{"provider":"smtp","settings":{"host":["mail.shop.example"]}}""", "settings.host", "wrong_type")]
    [InlineData("""{"provider":"smtp","channels":["sms"],"settings":{"host":"mail.shop.example"}}""", "channels", "not_offered")]
    [InlineData("""{"provider":"smtp","priority":0,"settings":{"host":"mail.shop.example"}}""", "priority", "out_of_range")]
    [InlineData("""{"provider":"smtp","webhookSecret":"short","settings":{"host":"mail.shop.example"}}""", "webhookSecret", "too_short")]
    [InlineData("""{"provider":"smtp","webhookSecret":"a-secret-of-nobody","settings":{"host":"mail.shop.example"}}""", "webhookSecret", "not_offered")]
    [InlineData("""{"provider":"smtp","settings":{"host":"mail.shop.example","user":"shop","password":"@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/smtp)"}}""", "settings.password", "not_allowed")]
    [InlineData("""{"provider":"ses","webhookSecret":"@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/sns)","settings":{"region":"eu-west-1"}}""", "webhookSecret", "not_allowed")]
    [InlineData("""{"provider":"smtp","settings":{"host":"mail.shop.example","user":"shop","password":"@Microsoft.KeyVault(SecretUri=https://vaults.example/secrets/smtp)"}}""", "settings.password", "invalid_value")]
    [InlineData("""{"provider":"smtp","settings":{"host":"@Microsoft.KeyVault(VaultName=shop;SecretName=smtp)"}}""", "settings.host", "not_secret")]
    [InlineData("""{"provider":"push"}""", "settings", "required")]
    [InlineData("""{"provider":"push","settings":{"publicKey":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"}}""", "settings.privateKey", "invalid_value")]
    [InlineData("""{"provider":"push","settings":{"serviceAccount":"a key that is none"}}""", "settings.serviceAccount", "invalid_value")]
    [InlineData("""{"provider":"rcs","settings":{"region":"moon"}}""", "settings.region", "invalid_value")]
    [InlineData("""{"provider":"twilio","channels":["rcs"],"settings":{"accountSid":"AC0123456789abcdef0123456789abcdef","authToken":"a-token-of-somebody"}}""", "channels", "not_offered")]
    [InlineData("""{"provider":"acs","channels":["whatsapp"],"settings":{"connectionString":"endpoint=https://shop.communication.azure.com/;accesskey=c2VjcmV0"}}""", "channels", "not_offered")]
    [InlineData("""{"provider":"smtp","sender":"x","settings":{"host":"mail.shop.example"}}""", "sender", "unknown_field")]
    public async Task What_is_wrong_is_refused_by_name_and_nothing_is_stored(string json, string path, string code)
    {
        var refused = await app.Admin.PostJsonAsync(Route, json);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((path, code), (error.GetProperty("path").GetString(), error.GetProperty("code").GetString()));
        Assert.Empty((await app.Admin.GetJsonAsync(Route)).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Secrets_come_in_and_never_go_out_again()
    {
        var made = await AddAsync(new { provider = "smtp", name = "Ours", settings = new { host = "mail.shop.example", port = 2525, user = "shop", password = Password } });
        Assert.Equal(["password"], made.Json.GetProperty("secrets").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("""{"host":"mail.shop.example","port":2525,"user":"shop"}""", made.Json.GetProperty("settings").GetRawText());
        Assert.False(made.Json.TryGetProperty("callbackUrl", out _));
        var secret = (await AddAsync(new { provider = "acs", settings = new { connectionString = Connection } })).Text("webhookSecret");

        var id = made.Text("id");
        var changed = await app.Admin.PatchJsonAsync($"{Route}/{id}", new { settings = new { port = 587 } });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(587, changed.Json.GetProperty("settings").GetProperty("port").GetInt32());
        Assert.Equal(["password"], changed.Json.GetProperty("secrets").EnumerateArray().Select(name => name.GetString()));

        var shown = $"{(await app.Admin.GetJsonAsync(Route)).Body}{(await app.Admin.GetJsonAsync($"{Route}/{id}")).Body}{changed.Body}{(await app.Admin.GetJsonAsync("/api/workspaces/demo/audit")).Body}{string.Join('\n', app.Log.Lines)}";
        foreach (var hidden in new[] { Password, secret })
        {
            Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, await EverythingStoredAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_of_push_and_rcs_come_in_and_never_go_out_again()
    {
        using var key = RSA.Create(2048);
        var words = key.ExportPkcs8PrivateKeyPem().Split('\n')[1];
        var serviceAccount = JsonSerializer.Serialize(new { project_id = "shop-1234", client_email = "sender@shop-1234.iam.gserviceaccount.com", private_key = key.ExportPkcs8PrivateKeyPem(), token_uri = "https://oauth2.googleapis.com/token" });
        var push = await AddAsync(new { provider = "push", settings = new { serviceAccount, publicKey = PublicKey, privateKey = PrivateKey, subject = "mailto:push@shop.example" } });
        var rcs = await AddAsync(new { provider = "rcs", settings = new { serviceAccount, region = "europe" } });
        Assert.Equal(["privateKey", "serviceAccount"], push.Json.GetProperty("secrets").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("shop-1234", push.Text("account"));
        Assert.Equal(("rcs", "sender@shop-1234.iam.gserviceaccount.com"), (await TakesAsync(rcs.Text("id")), rcs.Text("account")));
        Assert.EndsWith($"/api/webhooks/rcs/{rcs.Text("id")}", rcs.Text("callbackUrl"), StringComparison.Ordinal);

        var (shown, stored) = ($"{(await app.Admin.GetJsonAsync(Route)).Body}{string.Join('\n', app.Log.Lines)}", await EverythingStoredAsync());
        foreach (var hidden in new[] { words, PrivateKey, rcs.Text("webhookSecret") })
        {
            Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden, stored, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_admins_see_and_change_accounts()
    {
        var id = (await AddAsync(new { provider = "acs", settings = new { connectionString = Connection } })).Text("id");
        foreach (var client in new[] { app.Sender, app.Viewer })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetJsonAsync(Route)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostJsonAsync($"{Route}/{id}/check", new { })).Status);
        }
    }

    [Fact]
    public async Task The_lowest_priority_takes_a_channel_and_one_that_is_on_cant_be_removed()
    {
        var first = (await AddAsync(new { provider = "acs", settings = new { connectionString = Connection } })).Text("id");
        var second = (await AddAsync(new { provider = "smtp", priority = 1, settings = new { host = "mail.shop.example" } })).Text("id");
        Assert.Equal(("sms", "email"), (await TakesAsync(first), await TakesAsync(second)));

        await app.Admin.PatchJsonAsync($"{Route}/{second}", new { enabled = false });
        Assert.Equal(("email, sms", ""), (await TakesAsync(first), await TakesAsync(second)));
        Assert.Equal(HttpStatusCode.Conflict, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{first}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{second}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.GetJsonAsync($"{Route}/{second}")).Status);
    }

    [Fact]
    public async Task A_check_asks_the_vendor_and_sends_nothing()
    {
        await using var service = await AcsStandIn.StartAsync();
        await using var open = await RunningApp.StartAsync(builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ActiveReach:ProviderAccounts:PrivateAddresses", (string?)"true")]));
        var good = await open.Admin.PostJsonAsync(Route, new { provider = "acs", settings = new { connectionString = service.ConnectionString } });
        var wrong = await open.Admin.PostJsonAsync(Route, new { provider = "acs", settings = new { connectionString = $"endpoint={service.Endpoint};accesskey=d3Jvbmc=" } });
        var well = await open.Admin.PostJsonAsync($"{Route}/{good.Text("id")}/check", new { });
        Assert.True(well.Json.GetProperty("ok").GetBoolean(), well.Body);
        var ill = await open.Admin.PostJsonAsync($"{Route}/{wrong.Text("id")}/check", new { });
        Assert.False(ill.Json.GetProperty("ok").GetBoolean());
        Assert.Contains("access key", ill.Body, StringComparison.Ordinal);
        Assert.Empty(service.Messages);
    }

    [Fact]
    public async Task A_stale_change_is_refused_with_both_versions()
    {
        var made = await AddAsync(new { provider = "smtp", settings = new { host = "mail.shop.example" } });
        var path = $"{Route}/{made.Text("id")}";
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.PatchJsonAsync(path, new { name = "One" })).Status);
        var stale = await app.Admin.SendAsync(HttpMethod.Patch, path, new { name = "Two" }, "application/merge-patch+json", ("If-Match", made.Headers["ETag"]));
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.DoesNotContain(Password, stale.Body, StringComparison.Ordinal);
    }

    private async Task<Answer> AddAsync(object account)
    {
        var made = await app.Admin.PostJsonAsync(Route, account);
        Assert.True(made.Status is HttpStatusCode.Created, made.Body);
        return made;
    }

    private async Task<string> TakesAsync(string id) =>
        string.Join(", ", (await app.Admin.GetJsonAsync($"{Route}/{id}")).Json.GetProperty("takes").EnumerateArray().Select(channel => channel.GetString()).Order(StringComparer.Ordinal));

    private async Task<string> EverythingStoredAsync()
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(app.Directory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync());
        }

        return all.ToString();
    }
}
