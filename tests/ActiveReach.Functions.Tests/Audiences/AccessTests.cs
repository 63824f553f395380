using System.Net;
using ActiveReach.Channels;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Ids;
using ActiveReach.Replies;
using ActiveReach.Words;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>What is known of a person, over HTTP.</summary>
public sealed class AccessTests : IAsyncLifetime
{
    private const string Demo = "api/workspaces/demo";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_person_gets_all_that_is_known_of_them_and_nothing_of_others()
    {
        var ann = (await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"ann","firstName":"Ann","phone":"+34600123456"}""")).Text("id");
        await app.Sender.SendAsync(HttpMethod.Put, $"{Demo}/contacts/{ann}/consents", """{"consents":{"sms":"opted_out"},"source":"web form"}""");
        await app.Sender.PostJsonAsync($"{Demo}/events", Enumerable.Range(0, 620).Select(n => new { id = $"e{n}", type = "page_viewed", contact = new { externalId = "ann" }, data = new { page = n } }));
        await app.Sender.PostJsonAsync($"{Demo}/events", """[{"id":"o1","type":"order_placed","contact":{"externalId":"ann"},"data":{"orderId":"7","total":5,"currency":"INR"}},{"id":"x1","type":"secret","contact":{"externalId":"bob"}}]""");
        await app.Get<IReplyStore>().AddAsync(new Reply
        {
            Id = "rpl_1",
            Workspace = new("demo"),
            Channel = Channel.Sms,
            From = "+34600123456",
            To = "+18005550100",
            Text = "How much?",
            Kind = ReplyKind.Reply,
            At = DateTimeOffset.UnixEpoch.AddYears(56),
            Contact = Contact(ann),
        });

        var answer = await app.Admin.GetJsonAsync($"{Demo}/contacts/{ann}/access");
        Assert.Equal((HttpStatusCode.OK, "application/json; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal(("Ann", "opted_out", "web form"), (answer.Text("contact.firstName"), answer.Text("contact.consent.sms"), answer.Json.GetProperty("consentHistory")[0].GetProperty("source").GetString()));
        Assert.Equal(
            (621, 1, 0, "How much?"),
            (answer.Json.GetProperty("events").GetArrayLength(), answer.Json.GetProperty("orders").GetArrayLength(), answer.Json.GetProperty("messages").GetArrayLength(), answer.Json.GetProperty("replies")[0].GetProperty("text").GetString()));
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        var audited = (await app.Admin.GetJsonAsync($"{Demo}/audit?action=contact.accessed")).Json.GetProperty("items")[0];
        Assert.Equal(ann, audited.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task Only_an_admin_reads_it()
    {
        var ann = (await app.Sender.PostJsonAsync($"{Demo}/contacts", """{"externalId":"ann"}""")).Text("id");
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.GetJsonAsync($"{Demo}/contacts/{ann}/access")).Status);
        Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetJsonAsync($"{Demo}/contacts/{ann}/access")).Status);
    }

    private static ContactId Contact(string id) => ContactId.TryParse(id, out var contact) ? contact : default;
}
