using System.Net;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Orders;

/// <summary>Orders out of events, over HTTP.</summary>
public sealed class OrderTests : IAsyncLifetime
{
    private const string Events = "api/workspaces/demo/events";
    private const string Contacts = "api/workspaces/demo/contacts";
    private const string Orders = "api/workspaces/demo/orders";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task An_order_is_read_as_its_events_say_and_summed_up()
    {
        var ann = (await app.Sender.PostJsonAsync(Contacts, """{"externalId":"ann","outlet":"Goa"}""")).Text("id");
        await app.Sender.PostJsonAsync(Events, """
            [{"id":"e1","type":"order_placed","contact":{"externalId":"ann"},"time":"2026-01-05T10:00:00Z","data":{"orderId":"A/7","total":99.9,"currency":"INR","items":[{"sku":"x"}]}},
             {"id":"e2","type":"order_refunded","contact":{"externalId":"ann"},"data":{"orderId":"A/7","amount":9.9,"currency":"INR"}},
             {"id":"e3","type":"order_placed","contact":{"externalId":"bob"},"location":"Pune","data":{"orderId":"8","total":5,"currency":"USD"}}]
            """);

        var order = await app.Viewer.GetJsonAsync(Orders + "/A%2F7");
        Assert.Equal(
            $$"""{"orderId":"A/7","contact":"{{ann}}","outlet":"Goa","outletBy":"contact","placedAt":"2026-01-05T10:00:00+00:00","total":99.9,"currency":"INR","refunded":9.9,"net":90,"status":"partly_refunded"}""",
            order.Body);
        var all = (await app.Viewer.GetJsonAsync(Orders)).Json;
        Assert.Equal(
            """[{"currency":"INR","gross":99.9,"refunded":9.9,"net":90,"count":1},{"currency":"USD","gross":5,"refunded":0,"net":5,"count":1}]""",
            all.GetProperty("totals").GetRawText());
        Assert.Equal("1", (await app.Viewer.GetJsonAsync($"{Orders}?contact={ann}&status=placed,partly_refunded&location=Goa&from=2026-01-05&to=2026-01-06")).Text("total"));
        Assert.Equal("8", (await app.Viewer.GetJsonAsync(Orders + "?location=Pune")).Json.GetProperty("items")[0].GetProperty("orderId").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Viewer.GetJsonAsync(Orders + "/9")).Status);
    }

    [Fact]
    public async Task A_shop_may_leave_out_what_the_event_or_the_workspace_knows()
    {
        await app.Sender.PostJsonAsync(Events, """
            [{"id":"e1","type":"order_placed","contact":{"externalId":"ann"},"data":{"total":100}},
             {"id":"e2","type":"order_refunded","contact":{"externalId":"ann"},"data":{"orderId":"e1","amount":25}},
             {"id":"e3","type":"order_placed","contact":{"externalId":"ann"}}]
            """);

        var order = await app.Viewer.GetJsonAsync(Orders + "/e1");
        Assert.Equal(("USD", "75", "partly_refunded"), (order.Text("currency"), order.Text("net"), order.Text("status")));
        Assert.Equal("1", (await app.Viewer.GetJsonAsync(Orders)).Text("total"));
        Assert.Equal("2", (await app.Viewer.GetJsonAsync(Events + "?type=order_placed")).Text("total"));
    }

    [Fact]
    public async Task What_one_event_alone_cannot_tell_the_order_says()
    {
        await app.Sender.PostJsonAsync(Events, """{"id":"e1","type":"order_refunded","contact":{"externalId":"ann"},"data":{"orderId":"7","amount":5,"currency":"USD"}}""");
        var early = await app.Viewer.GetJsonAsync(Orders + "/7");
        Assert.Equal(("not_placed", "0"), (early.Text("problem"), early.Text("net")));
        Assert.False(early.Json.TryGetProperty("placedAt", out _));

        await app.Sender.PostJsonAsync(Events, """{"id":"e2","type":"order_placed","contact":{"externalId":"ann"},"data":{"orderId":"7","total":100,"currency":"INR"}}""");
        var order = await app.Viewer.GetJsonAsync(Orders + "/7");
        Assert.Equal(("refund_in_other_currency", "0", "100", "placed"), (order.Text("problem"), order.Text("refunded"), order.Text("net"), order.Text("status")));
    }

    [Fact]
    public async Task Whatever_the_order_of_contacts_and_events_and_however_often_they_come_the_end_is_the_same()
    {
        var first = "";
        for (var seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            foreach (var (path, body) in Story(seed).SelectMany(each => Enumerable.Repeat(each, 3)).OrderBy(_ => random.Next()))
            {
                var answer = await app.Sender.PostJsonAsync(path, body);
                Assert.True((int)answer.Status is 200 or 201 or 202, answer.Body);
            }

            var end = await EndAsync(seed);
            first = seed == 0 ? end : first;
            Assert.Equal(first, end);
        }

        Assert.Contains("\"net\":70", first, StringComparison.Ordinal);
    }

    /// <summary>Two people, who get their addresses in two steps, and what they did; all under names of their own.</summary>
    private static (string Path, string Body)[] Story(int seed)
    {
        string phone = $"+34600{seed:000000}", email = $"bob{seed}@example.com";
        return
        [
            (Contacts, $$"""{"externalId":"ann{{seed}}","outlet":"Goa"}"""),
            (Contacts, $$"""{"externalId":"ann{{seed}}","outlet":"Goa","phone":"{{phone}}"}"""),
            (Contacts, $$"""{"externalId":"bob{{seed}}"}"""),
            (Contacts, $$"""{"externalId":"bob{{seed}}","email":"{{email}}"}"""),
            (Events, Event(seed, 1, "order_placed", "phone", phone, 1, $$""","data":{"orderId":"o{{seed}}","total":120,"currency":"INR"}""")),
            (Events, Event(seed, 2, "order_updated", "externalId", $"ann{seed}", 3, $$""","data":{"orderId":"o{{seed}}","total":100,"currency":"INR"}""")),
            (Events, Event(seed, 3, "order_updated", "phone", phone, 2, $$""","data":{"orderId":"o{{seed}}","total":110,"currency":"INR"}""")),
            (Events, Event(seed, 4, "order_refunded", "externalId", $"ann{seed}", 4, $$""","data":{"orderId":"o{{seed}}","amount":30,"currency":"INR"}""")),
            (Events, Event(seed, 5, "order_refunded", "phone", phone, 4, $$""","data":{"orderId":"o{{seed}}","amount":3,"currency":"USD"}""")),
            (Events, Event(seed, 6, "order_placed", "email", email, 5, $$""","location":"Pune","data":{"orderId":"p{{seed}}","total":5,"currency":"USD"}""")),
            (Events, Event(seed, 7, "order_cancelled", "externalId", $"bob{seed}", 6, $$""","data":{"orderId":"p{{seed}}"}""")),
            (Events, Event(seed, 8, "page_viewed", "email", email, 7, "")),
        ];
    }

    private static string Event(int seed, int number, string type, string kind, string identity, int hour, string rest) =>
        $$$"""{"id":"e{{{seed}}}-{{{number}}}","type":"{{{type}}}","contact":{"{{{kind}}}":"{{{identity}}}"},"time":"2026-01-05T{{{hour:00}}}:00:00Z"{{{rest}}}}""";

    /// <summary>The orders of both and the events of each, without the names of this time.</summary>
    private async Task<string> EndAsync(int seed)
    {
        var end = "";
        foreach (var name in new[] { "ann", "bob" })
        {
            var person = (await app.Viewer.GetJsonAsync($"{Contacts}?q={name}{seed}&sort=createdAt&limit=1")).Json.GetProperty("items")[0].GetProperty("id").GetString()!;
            var events = (await app.Viewer.GetJsonAsync($"{Events}?contact={person}&sort=time")).Json.GetProperty("items").EnumerateArray();
            var order = (await app.Viewer.GetJsonAsync($"{Orders}/{(name == "ann" ? "o" : "p")}{seed}")).Body;
            end += string.Join(' ', events.Select(each => each.GetProperty("id").GetString()!.Split('-')[1]).Order(StringComparer.Ordinal)) + order.Replace(person, name, StringComparison.Ordinal)
                .Replace($"\"o{seed}\"", "o", StringComparison.Ordinal).Replace($"\"p{seed}\"", "p", StringComparison.Ordinal);
        }

        return end;
    }
}
