using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>Secrets are changed without a moment in which a good caller is sent away.</summary>
public sealed class SecretChangeTests
{
    [Fact]
    public async Task While_a_webhook_secret_is_changed_the_old_and_the_new_one_count_and_then_the_new_one_alone()
    {
        await using (var changing = await StartAsync(("ActiveReach:WebhookSecrets:acs", "the-old"), ("ActiveReach:WebhookSecrets:acs:1", "the-new")))
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await TellAsync(changing, "the-old"), await TellAsync(changing, "the-new"), await TellAsync(changing, "the-older")));

        await using var changed = await StartAsync(("ActiveReach:WebhookSecrets:acs:1", "the-new"));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await TellAsync(changed, "the-old"), await TellAsync(changed, "the-new")));
    }

    [Fact]
    public async Task A_member_changes_to_a_new_key_while_the_old_one_still_works()
    {
        await using var app = await StartAsync();
        var made = new List<Answer>();
        foreach (var name in new[] { "Till", "Till, next" })
            made.Add(await app.Admin.PostJsonAsync("/api/workspaces/demo/keys", new { name, role = "sender", member = "lead@example.com" }));
        var (old, next) = (app.As(made[0].Text("key")), app.As(made[1].Text("key")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await old.GetJsonAsync("/api/workspaces/demo")).Status, (await next.GetJsonAsync("/api/workspaces/demo")).Status));

        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"/api/workspaces/demo/keys/{made[0].Text("id")}")).Status);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), ((await old.GetJsonAsync("/api/workspaces/demo")).Status, (await next.GetJsonAsync("/api/workspaces/demo")).Status));
    }

    private static async Task<HttpStatusCode> TellAsync(RunningApp app, string secret) => (await app.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={secret}", "[]")).Status;

    private static Task<RunningApp> StartAsync(params (string Key, string Value)[] settings) => RunningApp.StartAsync(builder =>
        builder.Configuration.AddInMemoryCollection(settings.Select(each => KeyValuePair.Create(each.Key, (string?)each.Value))));
}
