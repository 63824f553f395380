using System.Net;
using System.Text;
using ActiveReach.Functions.Demo;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Files in and out over HTTP, with the job on the queue.</summary>
public sealed class ImportRouteTests
{
    private const string Contacts = "api/workspaces/demo/contacts";

    [Fact]
    public async Task A_file_is_taken_in_imported_and_reported_on()
    {
        await using var app = await RunningApp.StartAsync();
        var accepted = await app.Sender.SendAsync(
            HttpMethod.Post, Contacts + "/import?mode=upsert", "external_id,phone,first_name\nc1,+34600123456,=1+1\nc2,+1,x\nNULL,+34600123457,y\n", "text/csv");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal($"/{Contacts}/import/{accepted.Text("jobId")}", accepted.Headers["Location"]);

        var job = await app.OverAsync(accepted);
        Assert.Equal(("complete", "3", "2", "1", "1"), (job.Text("state"), job.Text("rows"), job.Text("imported"), job.Text("rejected"), job.Text("warnings")));
        var report = await app.Viewer.GetJsonAsync(job.Text("reportUrl").TrimStart('/'));
        Assert.StartsWith("line,column,value,message,severity\r\n3,phone,'+1,", report.Body, StringComparison.Ordinal);
        Assert.Contains(",warning\r\n4,external_id,NULL,", report.Body, StringComparison.Ordinal);
        var errors = await app.Viewer.GetJsonAsync(job.Text("reportUrl").TrimStart('/') + "?severity=error");
        Assert.StartsWith("line,column,value,message,severity\r\n4,external_id,NULL,", errors.Body, StringComparison.Ordinal);
        var export = await app.Sender.GetJsonAsync(Contacts + "/export");
        Assert.Contains("c1,'=1+1,,+34600123456,", export.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_for_spreadsheets_keeps_ids_and_phones_as_text_and_can_be_imported_again()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"00170","firstName":"Zoë","lastName":"=1+1","phone":"+34600123456"}""");
        var export = await app.Sender.GetJsonAsync(Contacts + "/export?format=excel");
        Assert.Contains("\r\n\"=\"\"00170\"\"\",Zoë,'=1+1,\"=\"\"+34600123456\"\"\",", export.Body, StringComparison.Ordinal);

        // As it came, and as a spreadsheet saves it.
        foreach (var file in new[] { export.Body, export.Body.Replace("\"=\"\"", "", StringComparison.Ordinal).Replace("\"\"\"", "", StringComparison.Ordinal).Replace(',', ';') })
        {
            var job = await app.OverAsync(await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import", Encoding.UTF8.GetBytes("\uFEFF" + file), "text/csv"));
            Assert.Equal(("complete", "1", "0"), (job.Text("state"), job.Text("imported"), job.Text("rejected")));
            Assert.Equal(export.Body, (await app.Sender.GetJsonAsync(Contacts + "/export?format=excel")).Body);
        }
    }

    [Fact]
    public async Task An_export_as_lines_of_json_can_be_imported_again()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync(
            Contacts, """{"externalId":"c1","firstName":"=1+1","lastName":"O\"Hara","phone":"+34600123456","birthday":"1990-05-31","lat":1.5,"lon":-2,"tags":["a","b"],"consent":{"email":"opted_out"}}""");
        var export = await app.Sender.GetJsonAsync(Contacts + "/export?format=ndjson");
        var before = await app.Viewer.GetJsonAsync(Contacts);
        await app.Admin.SendAsync(HttpMethod.Delete, $"{Contacts}/{before.Json.GetProperty("items")[0].GetProperty("id").GetString()}");

        var job = await app.OverAsync(await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import", Encoding.UTF8.GetBytes(export.Body), "application/x-ndjson"));
        Assert.Equal(("complete", "1", "0"), (job.Text("state"), job.Text("imported"), job.Text("rejected")));
        var again = await app.Sender.GetJsonAsync(Contacts + "/export?format=ndjson");
        Assert.Equal(export.Body, again.Body);
    }

    [Fact]
    public async Task A_segment_is_exported_alone()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c1","city":"Pune"}""");
        await app.Sender.PostJsonAsync(Contacts, """{"externalId":"c2","city":"Goa"}""");
        var segment = await app.Sender.PostJsonAsync("api/workspaces/demo/segments", """{"name":"Pune","where":{"field":"city","op":"eq","value":"pune"}}""");
        Assert.Equal(HttpStatusCode.Created, segment.Status);
        var export = await app.Sender.GetJsonAsync($"{Contacts}/export?segment={segment.Text("id")}");
        Assert.Equal(2, export.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\r\nc1,", export.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generated_contacts_are_all_imported_and_the_same_seed_makes_the_same_file()
    {
        using var file = new MemoryStream();
        using var again = new MemoryStream();
        await new ContactGenerator(7).WriteAsync(file, 3000);
        await new ContactGenerator(7).WriteAsync(again, 3000);
        Assert.Equal(file.ToArray(), again.ToArray());

        await using var app = await RunningApp.StartAsync();
        var job = await app.OverAsync(await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import", file.ToArray(), "text/csv"));
        Assert.Equal(("complete", "3000", "0"), (job.Text("state"), job.Text("imported"), job.Text("rejected")));
        var preview = await app.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", """{"channels":["sms","email"]}""");
        Assert.Equal(("3000", "3000", "3000"), (preview.Text("total"), preview.Text("reachable.sms"), preview.Text("reachable.email")));
    }

    [Theory]
    [InlineData("?mode=merge", "text/csv", "external_id\nc1\n", HttpStatusCode.BadRequest, "mode")]
    [InlineData("?map=a", "text/csv", "external_id\nc1\n", HttpStatusCode.BadRequest, "map")]
    [InlineData("?dry=1", "text/csv", "external_id\nc1\n", HttpStatusCode.BadRequest, "dry")]
    [InlineData("", "text/plain", "external_id\nc1\n", HttpStatusCode.UnsupportedMediaType, "Content-Type")]
    [InlineData("", "text/csv; charset=utf-7", "external_id\nc1\n", HttpStatusCode.BadRequest, "Content-Type")]
    [InlineData("", "text/csv; charset=klingon", "external_id\nc1\n", HttpStatusCode.BadRequest, "Content-Type")]
    [InlineData("", "text/csv", "who\nc1\n", HttpStatusCode.BadRequest, "header")]
    [InlineData("", "text/csv", "external_id\n\"c1", HttpStatusCode.BadRequest, "body")]
    public async Task A_file_that_is_not_right_is_refused(string query, string type, string body, HttpStatusCode status, string path)
    {
        await using var app = await RunningApp.StartAsync();
        var answer = await app.Sender.SendAsync(HttpMethod.Post, Contacts + "/import" + query, Encoding.UTF8.GetBytes(body), type);
        Assert.Equal(status, answer.Status);
        Assert.Contains(path, answer.ProblemPaths);
    }
}
