using System.Net;
using ActiveReach.Functions.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>Nothing that a member has done is there without a word of who did it, wherever the process dies.</summary>
public sealed class AuditCrashTests
{
    private const string Workspace = "/api/workspaces/demo";

    [Theory]
    [InlineData("POST campaigns", """{"name":"MARK","type":"one_time"}""", "campaigns", "campaign.created")]
    [InlineData("POST segments", """{"name":"MARK","where":{"field":"first_name","op":"eq","value":"Ann"}}""", "segments", "segment.created")]
    [InlineData("POST outlets", """{"name":"MARK"}""", "outlets", "outlet.created", 2)]
    [InlineData("POST members", """{"email":"mark@shop.example","name":"MARK","role":"viewer"}""", "members", "member.added")]
    [InlineData("POST keys", """{"name":"MARK","role":"viewer"}""", "keys", "key.created", 2)]
    [InlineData("PUT shops/mark", """{"platform":"shopify","secret":"of-the-shop","location":"MARK"}""", "shops", "shop.connected")]
    [InlineData("POST suppressions", """{"hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","channels":["sms"],"reason":"MARK"}""", "suppressions", "suppressions.added")]
    [InlineData("PATCH settings", """{"topics":{"offers":{"name":"MARK"}}}""", "settings", "settings.changed")]
    public async Task What_was_done_just_before_the_crash_is_in_the_audit(string route, string body, string list, string action, int commits = 1)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-");
        var power = new PowerCut(commits);
        var (verb, path) = (new HttpMethod(route.Split(' ')[0]), route.Split(' ')[1]);
        await using (var app = await RunningApp.StartAsync(builder => builder.Services.AddSingleton<ICommitHook>(power), directory.FullName))
        {
            power.IsDue = true;
            var cut = await app.Admin.SendAsync(verb, $"{Workspace}/{path}", body, verb == HttpMethod.Patch ? "application/merge-patch+json" : "application/json");
            Assert.True(cut.Status >= HttpStatusCode.InternalServerError, $"{cut.Status}: {cut.Body}");
        }

        await using (var app = await RunningApp.StartAsync(directory: directory.FullName))
        {
            Assert.Contains("MARK", (await app.Admin.GetJsonAsync($"{Workspace}/{list}")).Body, StringComparison.Ordinal);
            Assert.Equal("1", (await app.Admin.GetJsonAsync($"{Workspace}/audit?action={action}")).Text("total"));
        }

        directory.Delete(recursive: true);
    }

    /// <summary>The power goes when so many more commits are on disk, before anybody hears of the last.</summary>
    private sealed class PowerCut(int commits) : ICommitHook
    {
        private int left = commits;

        public bool IsDue { get; set; }

        public void BeforeCommit(long ordinal)
        {
        }

        public void AfterCommit(long ordinal)
        {
            if (IsDue && --left == 0)
                throw new IOException("The power is cut.");
        }
    }
}
