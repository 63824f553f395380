using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.Audiences.Rows;

/// <summary>What the cells of a file become, in CSV and in lines of JSON alike.</summary>
public sealed class RowTests
{
    [Fact]
    public async Task A_cell_is_read_as_people_write_it_or_left_out_with_a_warning_and_the_contact_is_kept()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var column in RowCases.All.Select(each => each.Column).Distinct())
        {
            var cases = RowCases.All.Select((each, number) => (Case: each, Number: number)).Where(each => each.Case.Column == column).ToList();
            var position = column == "lat";
            var csv = new StringBuilder($"external_id,{column}{(position ? ",lon" : "")}\n");
            var lines = new StringBuilder();
            foreach (var (each, number) in cases)
            {
                csv.Append(CultureInfo.InvariantCulture, $"row{number},\"{each.Cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"{(position ? ",1" : "")}\n");
                lines.Append(Json($"line{number}", each)).Append('\n');
            }

            var warnings = cases.Count(each => each.Case.Expected.Length == 0) * (position ? 2 : 1);
            AssertJob(await app.ImportAsync(csv.ToString()), cases.Count, warnings);
            AssertJob(await app.ImportAsync(lines.ToString(), "application/x-ndjson"), cases.Count, warnings);
            foreach (var (each, number) in cases)
            {
                Assert.Equal((each, each.Expected), (each, await ShownAsync(app, $"row{number}", each.Path)));
                Assert.Equal((each, each.Expected), (each, await ShownAsync(app, $"line{number}", each.Path)));
            }
        }
    }

    [Fact]
    public async Task What_spreadsheets_and_programs_leave_for_an_id_is_refused_as_one_everywhere()
    {
        await using var app = await RunningApp.StartAsync();
        var rows = string.Concat(RowCases.DamagedIds.Select((id, number) => $"\"{id}\",+3460000{number:0000}\n"));
        var job = await app.ImportAsync("external_id,phone\n" + rows);
        Assert.Equal(("0", $"{RowCases.DamagedIds.Count}"), (job.Text("imported"), job.Text("rejected")));
        Assert.All(await app.ReportAsync(job), line => Assert.EndsWith(",error", line, StringComparison.Ordinal));
        foreach (var id in RowCases.DamagedIds)
        {
            var contact = await app.Sender.PostJsonAsync("api/workspaces/demo/contacts", JsonSerializer.Serialize(new { externalId = id, phone = "+34600123456" }));
            Assert.Equal((id, HttpStatusCode.BadRequest), (id, contact.Status));
            Assert.Contains("externalId", contact.ProblemPaths);
            var told = await app.Sender.PostJsonAsync("api/workspaces/demo/events", JsonSerializer.Serialize(new { id = "e1", type = "seen", contact = new { externalId = id } }));
            Assert.Equal((id, HttpStatusCode.BadRequest), (id, told.Status));
        }

        var good = await app.ImportAsync("external_id\n" + string.Join('\n', RowCases.GoodIds));
        Assert.Equal(($"{RowCases.GoodIds.Count}", "0"), (good.Text("imported"), good.Text("rejected")));
    }

    [Fact]
    public async Task An_id_twice_with_other_addresses_is_a_warning_that_names_both_lines()
    {
        await using var app = await RunningApp.StartAsync();
        var job = await app.ImportAsync(
            "external_id,phone,email\nc1,+34600123456,ann@example.com\nc2,+34600123457,bob@example.com\nc1,+34600999999,cid@example.com\nc2,+34600123457,bob@new.example\nc2,,\n");
        Assert.Equal(("5", "0", "1"), (job.Text("imported"), job.Text("rejected"), job.Text("warnings")));
        var line = Assert.Single(await app.ReportAsync(job));
        Assert.StartsWith("4,external_id,c1,", line, StringComparison.Ordinal);
        Assert.Contains("lines 2 and 4", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_in_words_that_nobody_knows_sends_nothing_until_it_is_clear()
    {
        await using var app = await RunningApp.StartAsync();
        await app.Sender.PostJsonAsync("api/workspaces/demo/contacts", """{"externalId":"out","email":"out@example.com","consent":{"email":"opted_out"}}""");
        var job = await app.ImportAsync("external_id,email,consent.email\nnew,new@example.com,perhaps\nout,out@example.com,perhaps\n");
        Assert.Equal(("2", "2"), (job.Text("imported"), job.Text("warnings")));
        Assert.Equal(("unknown", "opted_out"), (await ShownAsync(app, "new", "consent.email"), await ShownAsync(app, "out", "consent.email")));
    }

    [Fact]
    public async Task Half_a_position_is_left_out()
    {
        await using var app = await RunningApp.StartAsync();
        var job = await app.ImportAsync("external_id,lat,lon\nc1,18.5,\n");
        Assert.Equal(("1", "1"), (job.Text("imported"), job.Text("warnings")));
        Assert.Equal("", await ShownAsync(app, "c1", "lat"));
    }

    private static void AssertJob(Answer job, int rows, int warnings) =>
        Assert.Equal(("complete", $"{rows}", "0", $"{warnings}"), (job.Text("state"), job.Text("imported"), job.Text("rejected"), job.Text("warnings")));

    private static async Task<string> ShownAsync(RunningApp app, string externalId, string path)
    {
        var contact = await app.FindContactAsync(externalId);
        Assert.NotNull(contact);
        var json = contact.Json;
        foreach (var name in path.Split('.'))
        {
            if (!json.TryGetProperty(name, out json))
                return "";
        }

        return json.ValueKind switch { JsonValueKind.String => json.GetString()!, JsonValueKind.Null => "", JsonValueKind.Array when json.GetArrayLength() == 0 => "", _ => json.GetRawText() };
    }

    private static string Json(string id, RowCase each)
    {
        var json = new JsonObject { ["externalId"] = id };
        if (each.Column == "lat")
            json["lon"] = 1;
        if (each.Column.Split('.') is [var outer, var inner])
            json[outer] = new JsonObject { [inner] = each.Cell };
        else
            json[each.Column == "first_name" ? "firstName" : each.Column] = each.Cell;
        return json.ToJsonString();
    }
}
