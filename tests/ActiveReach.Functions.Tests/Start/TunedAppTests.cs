using System.Net;
using System.Text;
using ActiveReach.Delivery.Claims;
using ActiveReach.Delivery.Stages;
using ActiveReach.Functions.Tests.Campaigns;
using ActiveReach.Functions.Tests.Fixture;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Start;

/// <summary>An app that its operator has tuned.</summary>
public sealed class TunedAppTests : IAsyncLifetime
{
    private const string Workspace = "/api/workspaces/demo";

    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder => builder.Configuration.AddInMemoryCollection(
    [
        new("ActiveReach:SessionLifetime", "00:05:00"), new("ActiveReach:TestSends:MostAnHour", "1"), new("ActiveReach:Imports:LargestMiB", "1"), new("ActiveReach:Imports:UploadLifetime", "PT1H"),
        new("ActiveReach:Delivery:Window", "3"), new("ActiveReach:Delivery:LeastLanes", "1"), new("ActiveReach:Delivery:Lease", "00:01:30"),
        new("ActiveReach:Delivery:Lese", "00:01:30"), new("ActiveReach:Nothing", "known"), new("ActiveReach:Empty", ""),
    ]));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_browser_is_signed_in_for_as_long_as_the_operator_says()
    {
        var answer = await app.Nobody.PostJsonAsync("/api/session", new { key = "demo-viewer-key" });

        Assert.InRange(DateTimeOffset.Parse(answer.Text("expiresAt"), null) - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task More_test_messages_than_the_operator_allows_are_refused()
    {
        var members = (await app.Admin.GetJsonAsync($"{Workspace}/members")).Json.GetProperty("items").EnumerateArray().Select(member => member.GetProperty("id").GetString()).Take(2).ToArray();
        await app.Admin.PostJsonAsync($"{Workspace}/contacts", new { externalId = "asha", email = "asha@people.example" });
        var campaign = await app.Sender.DraftAsync(new
        {
            name = "Launch",
            audience = new { },
            channels = new[] { new { channel = "email" } },
            variants = new[] { new { id = "A", content = new { email = new { subject = "New", html = "<p>New</p>" } } } },
        });

        var refused = await app.Sender.PostJsonAsync($"{CampaignSteps.Route}/{campaign}/test", new { to = members });

        Assert.True(refused.Status is HttpStatusCode.BadRequest, refused.Body);
        Assert.Contains("at most 1 an hour", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_contacts_larger_than_the_operator_takes_is_refused()
    {
        // By one byte: of much more, the server would hang up while the rest is still on its way.
        var file = Encoding.UTF8.GetBytes("external_id\n".PadRight((1 << 20) + 1, 'c'));

        var refused = await app.Sender.SendAsync(HttpMethod.Post, $"{Workspace}/contacts/import", file, "text/csv");

        Assert.True(refused.Status is HttpStatusCode.RequestEntityTooLarge, refused.Body);
    }

    [Fact]
    public async Task The_place_of_an_upload_stays_for_as_long_as_the_operator_says()
    {
        var opened = await app.Sender.SendAsync(HttpMethod.Post, $"{Workspace}/uploads");

        Assert.InRange(DateTimeOffset.Parse(opened.Text("expires"), null) - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
    }

    [Fact]
    public void Delivery_has_the_lanes_and_the_lease_that_the_operator_set()
    {
        Assert.Equal(new Lanes { Window = 3, Least = 1 }, app.Get<Lanes>());
        Assert.Equal(TimeSpan.FromSeconds(90), app.Get<ClaimTerms>().Lease);
    }

    [Fact]
    public void A_setting_that_nobody_reads_is_told_of_with_what_may_have_been_meant()
    {
        Assert.Contains(app.Log.Lines, line => line.Contains("ActiveReach__Delivery__Lese is none of the app's, and nobody reads it. Did you mean ActiveReach__Delivery__Lease?", StringComparison.Ordinal));
        Assert.Contains(app.Log.Lines, line => line.Contains("ActiveReach__Nothing is none of the app's", StringComparison.Ordinal));
        Assert.Equal(2, app.Log.Lines.Count(line => line.Contains("is none of the app's", StringComparison.Ordinal)));
    }
}
