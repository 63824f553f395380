using System.Net;
using System.Text.Json;
using ActiveReach.Consent;
using ActiveReach.Functions.Tests.Engagement;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Phones;

/// <summary>Numbers as people write them, wherever they come in.</summary>
public sealed class PhoneRouteTests
{
    private const string Demo = "api/workspaces/demo/";

    [Theory]
    [InlineData("""{"phone":"+49 (0) 151 23456789"}""", "+4915123456789")]
    [InlineData("""{"phone":"+39 06 698 12345"}""", "+390669812345")]
    [InlineData("""{"phone":"tel:+1-415-555-0123;ext=12"}""", "+14155550123")]
    [InlineData("""{"phone":"0151/23456789","country":"DE"}""", "+4915123456789")]
    [InlineData("""{"country":"DE","phone":"0151 23456789"}""", "+4915123456789")]
    [InlineData("""{"phone":"(415) 555-0123","region":"US-CA"}""", "+14155550123")]
    [InlineData("""{"phone":"+52 1 55 1234 5678"}""", "+525512345678")]
    [InlineData("""{"phone":"+\u0663\u0664 \u0666\u0660\u0660 123456"}""", "+34600123456")]
    public async Task A_contact_gets_the_number_that_was_meant(string body, string expected)
    {
        await using var app = await RunningApp.StartAsync();
        var answer = await app.Sender.PostJsonAsync(Demo + "contacts", body);
        Assert.Equal((HttpStatusCode.Created, expected), (answer.Status, answer.Text("phone")));
    }

    [Theory]
    [InlineData("+49 89 1234 17/18", "more than one number")]
    [InlineData("+1 900 555 0100", "premium-rate")]
    [InlineData("+49 180 5 123456", "shared-cost")]
    [InlineData("4.91512E+12", "spreadsheet")]
    [InlineData("+34 600 12", "too short")]
    [InlineData("+34 600 123 456 7", "too long")]
    [InlineData("0151 23456789", "country")]
    public async Task A_number_that_can_not_be_is_refused_with_the_reason(string phone, string why)
    {
        await using var app = await RunningApp.StartAsync();
        var answer = await app.Sender.PostJsonAsync(Demo + "contacts", JsonSerializer.Serialize(new { externalId = "c1", phone }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("phone", answer.ProblemPaths);
        Assert.Contains(why, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_without_a_country_code_is_from_the_contacts_country_else_the_outlets_else_the_workspaces()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Admin.PatchJsonAsync(Demo + "settings", """{"timeZone":"Asia/Kolkata"}""");
        await app.Admin.PostJsonAsync(Demo + "outlets", """{"name":"Berlin","country":"DE","phone":"030 123456"}""");
        var job = await app.ImportAsync("external_id,phone,country,outlet\nc1,98123 45678,,\nc2,0151 23456789,,berlin\nc3,0600 123 456,ES,berlin\nc4,600 123 456,Spain,berlin\n");
        Assert.Equal(("4", "1"), (job.Text("imported"), job.Text("warnings")));
        Assert.Equal(("+919812345678", "+4915123456789"), (await PhoneOfAsync(app, "c1"), await PhoneOfAsync(app, "c2")));
        Assert.Equal("+34600123456", await PhoneOfAsync(app, "c4"));

        await app.Admin.PatchJsonAsync(Demo + "settings", """{"country":"GB"}""");
        Assert.Equal("+447700900123", (await app.Sender.PostJsonAsync(Demo + "contacts", """{"externalId":"c5","phone":"07700 900123"}""")).Text("phone"));
        Assert.Equal("+34600123457", (await app.Sender.PostJsonAsync(Demo + "contacts", """{"externalId":"c4","phone":"600 123 457"}""")).Text("phone"));
        var c2 = (await app.FindContactAsync("c2"))!.Text("id");
        Assert.Equal("+493012345678", (await app.Sender.PatchJsonAsync($"{Demo}contacts/{c2}", """{"phone":"030 12345678"}""")).Text("phone"));
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Admin.PatchJsonAsync(Demo + "settings", """{"country":"England"}""")).Status);
    }

    [Fact]
    public async Task Events_suppressions_members_and_outlets_read_numbers_as_contacts_do()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Admin.PatchJsonAsync(Demo + "settings", """{"country":"DE"}""");
        var ann = (await app.Sender.PostJsonAsync(Demo + "contacts", """{"phone":"+4915123456789"}""")).Text("id");
        await app.Sender.PostJsonAsync(Demo + "events", """{"id":"e1","type":"seen","contact":{"phone":"0151 / 23456789"}}""");
        Assert.Equal("1", (await app.Viewer.GetJsonAsync($"{Demo}events?contact={ann}")).Text("total"));
        await app.Sender.SendAsync(HttpMethod.Post, Demo + "suppressions", "address,channels\n0151 23456789,sms\n", "text/csv");
        Assert.Contains("sms", (await app.Viewer.GetJsonAsync($"{Demo}contacts/{ann}")).Text("suppressed"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await app.Admin.SendAsync(HttpMethod.Delete, $"{Demo}suppressions/{Uri.EscapeDataString("0049 151 23456789")}")).Status);
        var member = await app.Admin.PostJsonAsync(Demo + "members", """{"email":"max@example.com","role":"sender","phone":"0171 2345678"}""");
        Assert.Equal("+491712345678", member.Text("phone"));
        Assert.Equal("+493012345678", (await app.Admin.PostJsonAsync(Demo + "outlets", """{"name":"Mitte","phone":"(030) 12345678"}""")).Text("phone"));
        Assert.Equal("+390669812345", (await app.Admin.PostJsonAsync(Demo + "outlets", """{"name":"Roma","country":"IT","phone":"06 69812345"}""")).Text("phone"));
    }

    [Fact]
    public async Task An_extension_is_left_out_with_a_warning()
    {
        await using var app = await RunningApp.StartAsync();
        var job = await app.ImportAsync("external_id,phone\nc1,+1 415 555 0123 ext. 12\n");
        Assert.Equal(("1", "1"), (job.Text("imported"), job.Text("warnings")));
        Assert.Equal("+14155550123", await PhoneOfAsync(app, "c1"));
        Assert.Contains("extension 12", Assert.Single(await app.ReportAsync(job)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_from_a_number_that_the_carrier_writes_without_its_plus_is_heard()
    {
        await using var sent = await SentCampaign.StartAsync(1);
        await sent.HandOverAsync();
        var stop = sent.Text(0, "STOP");
        stop["data"]!["from"] = sent.People[0].Phone![1..];
        await sent.PostEventsAsync(stop);
        sent.LetTimePass();
        await sent.SettleAsync();
        Assert.Equal(SkipReason.OptedOut, await sent.RefusalAsync(0));
    }

    private static async Task<string> PhoneOfAsync(RunningApp app, string externalId) => (await app.FindContactAsync(externalId))!.Text("phone");
}
