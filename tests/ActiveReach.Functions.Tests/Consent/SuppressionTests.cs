using System.Net;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Consent;

public sealed class SuppressionTests
{
    private const string Route = "/api/workspaces/demo/suppressions";
    private const string Contacts = "/api/workspaces/demo/contacts";

    [Theory]
    [InlineData("email;reason\r\nana@x.example;moved\r\n")]
    [InlineData("sep=;\rEmail Address;Reason\rana@x.example;moved\r")]
    [InlineData("\"E-Mail\"\n\"ana@x.example\",\n")]
    [InlineData("address,reason\nana@x.example,\"5\" screws\"\n", "line 2")]
    public async Task A_list_of_another_tool_is_read_like_a_file_of_contacts(string file, string? refused = null)
    {
        await using var own = await RunningApp.StartAsync();
        var answer = await own.Sender.SendAsync(HttpMethod.Post, Route, file, "text/csv");
        Assert.Equal(refused is null ? [] : [refused], answer.ProblemPaths);
        Assert.Equal(refused is null ? "1" : "0", (await own.Sender.GetJsonAsync(Route)).Text("total"));
    }

    [Fact]
    public async Task An_address_a_hash_and_a_file_hold_for_who_is_there_and_who_comes_later()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+919812345601", email = "ann@example.com" })).Text("id");
        var bob = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+919812345602" })).Text("id");
        var one = await app.Sender.PostJsonAsync(Route, new { address = "Ann@Example.com", reason = "complaint" });
        Assert.Equal((HttpStatusCode.OK, "1", "1"), (one.Status, one.Text("addresses"), one.Text("added")));
        var hashes = await app.Sender.PostJsonAsync(Route, new object[]
        {
            new { hash = AddressHash.Of("+919812345602").ToString().ToUpperInvariant(), channels = new[] { "sms" } },
            new { hash = AddressHash.Of("+919812345603").ToString() },
        });
        Assert.Equal("5", hashes.Text("added"));
        Assert.Equal("0", (await app.Sender.PostJsonAsync(Route, new { address = "ann@example.com" })).Text("added"));
        var csv = $"hash,channels,reason\n{AddressHash.Of("+919812345601")},sms;rcs,bought list\n";
        Assert.Equal("2", (await app.Sender.SendAsync(HttpMethod.Post, Route, csv, "text/csv")).Text("added"));
        var lines = """{"address":"+91 98123 45604"}""" + "\n\n" + """{"address":"dee@example.com","reason":"asked by phone"}""" + "\n";
        Assert.Equal("4", (await app.Sender.SendAsync(HttpMethod.Post, Route, lines, "application/x-ndjson")).Text("added"));

        var cid = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+919812345603" })).Text("id");
        Assert.Equal(["email", "rcs", "sms"], await SuppressedAsync(app, ann));
        Assert.Equal(["sms"], await SuppressedAsync(app, bob));
        Assert.Equal(["rcs", "sms", "whatsapp"], await SuppressedAsync(app, cid));

        var first = await app.Viewer.GetJsonAsync($"{Route}?limit=7");
        var rest = await app.Viewer.GetJsonAsync($"{Route}?limit=7&cursor={first.Text("nextCursor")}");
        Assert.Equal(("12", 7, 5), (first.Text("total"), first.Json.GetProperty("items").GetArrayLength(), rest.Json.GetProperty("items").GetArrayLength()));
    }

    [Fact]
    public async Task Taking_an_address_off_is_an_admins_and_stands_in_the_audit()
    {
        await using var app = await RunningApp.StartAsync();
        var ann = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+919812345601", email = "ann@example.com" })).Text("id");
        await app.Sender.PostJsonAsync(Route, new object[] { new { address = "+919812345601" }, new { address = "ann@example.com" } });
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Sender.SendAsync(HttpMethod.Delete, $"{Route}/ann@example.com")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Route}/ANN@example.com")).Status);
        Assert.Equal(["rcs", "sms", "whatsapp"], await SuppressedAsync(app, ann));
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Route}/{AddressHash.Of("+919812345601")}")).Status);
        Assert.Empty(await SuppressedAsync(app, ann));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Route}/ann@example.com")).Status);
        var audit = await app.Admin.GetJsonAsync("/api/workspaces/demo/audit?action=suppression.removed");
        Assert.Equal([AddressHash.Of("+919812345601").ToString(), AddressHash.Of("ann@example.com").ToString()],
            audit.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("subject").GetString()!));
    }

    [Fact]
    public async Task Addresses_are_read_as_those_of_contacts_are_and_what_cannot_be_read_is_not_added()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Admin.PatchJsonAsync("/api/workspaces/demo/settings", new { country = "GB" });
        var ann = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+447400123456", email = "Ann@BÜCHER.example" })).Text("id");
        var bob = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+447400123457" })).Text("id");
        var cid = (await app.Sender.PostJsonAsync(Contacts, new { phone = "+447400123458" })).Text("id");
        Assert.Equal("3", (await app.Sender.PostJsonAsync(Route, new { address = "+44 (0)7400 123456" })).Text("added"));
        Assert.Equal("0", (await app.Sender.PostJsonAsync(Route, new { address = "07400 123456" })).Text("added"));
        Assert.Equal("3", (await app.Sender.SendAsync(HttpMethod.Post, Route, "address\n07400-123457\n", "text/csv")).Text("added"));
        Assert.Equal("4", (await app.Sender.SendAsync(HttpMethod.Post, Route, """{"address":"00447400123458"}""" + "\n" + """{"address":"ann@xn--bcher-kva.EXAMPLE"}""", "application/x-ndjson")).Text("added"));
        Assert.Equal(["email", "rcs", "sms", "whatsapp"], await SuppressedAsync(app, ann));
        Assert.Equal(["rcs", "sms", "whatsapp"], await SuppressedAsync(app, bob));
        Assert.Equal(["rcs", "sms", "whatsapp"], await SuppressedAsync(app, cid));
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Route}/07400%20123457")).Status);
        Assert.Empty(await SuppressedAsync(app, bob));

        foreach (var wrong in new[] { "12", "call me", "+44", "+999123456789", "0740012345699999", "ann@", "@example.com", "ann@example", "ann example.com", "", "+44 909 879 0000" })
        {
            var one = await app.Sender.PostJsonAsync(Route, new { address = wrong });
            Assert.True((one.Status, one.ProblemPaths.SingleOrDefault()) == (HttpStatusCode.BadRequest, "address"), $"'{wrong}': {one.Body}");
            var row = await app.Sender.SendAsync(HttpMethod.Post, Route, $"address,reason\n07400123459,ok\n\"{wrong}\",x\n", "text/csv");
            Assert.True((row.Status, row.ProblemPaths.SingleOrDefault()) == (HttpStatusCode.BadRequest, "line 3: address"), $"'{wrong}': {row.Body}");
            Assert.Contains(wrong, row.Body, StringComparison.Ordinal);
        }

        Assert.Equal("7", (await app.Viewer.GetJsonAsync(Route)).Text("total"));
    }

    private static async Task<IEnumerable<string>> SuppressedAsync(RunningApp app, string contact) =>
        (await app.Viewer.GetJsonAsync($"{Contacts}/{contact}")).Json.GetProperty("suppressed").EnumerateArray().Select(channel => channel.GetString()!).Order(StringComparer.Ordinal);
}
