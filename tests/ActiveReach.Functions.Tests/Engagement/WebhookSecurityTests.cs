using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox;

namespace ActiveReach.Functions.Tests.Engagement;

public sealed class WebhookSecurityTests
{
    private const int Mutations = 1500;

    [Theory]
    [InlineData("")]
    [InlineData("?secret=")]
    [InlineData("?secret=wrong")]
    [InlineData("?secret=s3cret%26of%20the%20test")]
    [InlineData("?secret=s3cret%26of%20the%20tests&secret=s3cret%26of%20the%20tests")]
    [InlineData("?Secret=x&token=s3cret%26of%20the%20tests")]
    public async Task Without_the_secret_nothing_is_taken(string query)
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();

        var answer = await sent.App.Nobody.PostJsonAsync("/api/webhooks/acs" + query, JsonSerializer.Serialize(new[] { sent.Receipt(0) }));
        sent.LetTimePass();
        await sent.SettleAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(0, (await sent.AnalyticsAsync()).GetProperty("delivered").GetInt32());
    }

    [Fact]
    public async Task The_handshakes_of_both_schemas_are_answered()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        var path = $"/api/webhooks/acs?secret={Uri.EscapeDataString(SentCampaign.Secret)}";

        var grid = await sent.App.Nobody.PostJsonAsync(path, """[{"id":"1","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"abc"}}]""");
        var cloud = await sent.App.Nobody.SendAsync(HttpMethod.Options, path, headers: [("WebHook-Request-Origin", "eventgrid.azure.net")]);

        Assert.Equal("abc", grid.Text("validationResponse"));
        Assert.Equal((HttpStatusCode.OK, "eventgrid.azure.net"), (cloud.Status, cloud.Headers["WebHook-Allowed-Origin"]));
    }

    [Fact]
    public async Task Mutated_bodies_break_nothing()
    {
        await using var sent = await SentCampaign.StartAsync(2);
        var original = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { sent.Receipt(0), sent.Text(1, "hello") }));
        var path = $"/api/webhooks/acs?secret={Uri.EscapeDataString(SentCampaign.Secret)}";
        var random = new Random(4);
        var client = sent.App.Nobody;
        for (var i = 0; i < Mutations; i++)
        {
            var body = original.ToArray();
            for (var changes = random.Next(1, 5); changes > 0; changes--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            var answer = await client.SendAsync(HttpMethod.Post, path, body[..random.Next(body.Length / 2, body.Length + 1)]);
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{answer.Status}: {answer.Body}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[[]]")]
    [InlineData("[null, 1, \"x\", {}]")]
    [InlineData("""[{"id":7,"eventType":"Microsoft.Communication.SMSReceived","data":{}}]""")]
    [InlineData("""[{"id":"x","eventType":"Microsoft.Storage.BlobCreated","data":{}}]""")]
    [InlineData("""[{"id":"x","eventType":"Microsoft.Communication.SMSReceived","data":[]}]""")]
    [InlineData("""[{"id":"x","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent"}]""")]
    public async Task Events_of_another_kind_have_no_effect(string body)
    {
        await using var sent = await SentCampaign.StartAsync(1);

        var answer = await sent.App.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(SentCampaign.Secret)}", body);
        sent.LetTimePass();
        await sent.SettleAsync();

        Assert.InRange((int)answer.Status, 200, 400);
        Assert.Empty(await sent.App.Get<IEngagementInbox>().ParkedAsync(10));
    }

    [Fact]
    public async Task Too_large_a_body_is_refused()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        var large = new JsonArray(new JsonObject { ["id"] = new string('x', 1 << 20) }).ToJsonString();

        var answer = await sent.App.Nobody.PostJsonAsync($"/api/webhooks/acs?secret={Uri.EscapeDataString(SentCampaign.Secret)}", large);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }
}
