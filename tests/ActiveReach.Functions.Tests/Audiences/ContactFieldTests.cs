using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Values;

namespace ActiveReach.Functions.Tests.Audiences;

/// <summary>Every line of the table of contact fields, over HTTP. A field that takes any text of its type needs nothing here.</summary>
public sealed class ContactFieldTests(ContactFieldTests.OneApp one) : IClassFixture<ContactFieldTests.OneApp>
{
    private const string Contacts = "api/workspaces/demo/contacts";

    /// <summary>Values of the fields that take only some texts.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["phone"] = "+34600123456",
        ["email"] = "ana@example.com",
        ["gender"] = "female",
        ["timezone"] = "Europe/Madrid",
        ["country"] = "ES",
        ["region"] = "ES-AN",
        ["language"] = "pt-BR",
    };

    public static TheoryData<string> Names { get; } = [.. ContactFields.All.Select(field => field.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_field_of_the_table_is_told_imported_shown_asked_for_and_exported(string name)
    {
        var field = ContactFields.ByName[name];
        var value = Values.GetValueOrDefault(name, field.Type switch { FieldType.Date => "1990-05-31", FieldType.Position => "18.5", _ => "Zürich 7" });
        string[] people = field == ContactFields.ExternalId ? [value] : [$"{name}-told", $"{name}-file", $"{name}-line"];

        var told = await one.App.Sender.PostJsonAsync(Contacts, Json(people[0], field, value));
        Assert.Equal(HttpStatusCode.Created, told.Status);
        await ImportAsync(Csv(people[1 % people.Length], field, value), "text/csv");
        await ImportAsync(Json(people[2 % people.Length], field, value), "application/x-ndjson");

        foreach (var person in people)
            Assert.True(JsonNode.DeepEquals(Written(field, value), JsonNode.Parse((await one.App.FindContactAsync(person))!.Json.GetProperty(field.JsonName).GetRawText())), person);

        var found = await one.App.Viewer.PostJsonAsync("api/workspaces/demo/audience/preview", new JsonObject { ["where"] = Question(field, value) }.ToJsonString());
        Assert.True(found.Text("total") == $"{people.Length}", found.Body);

        var rows = (await one.App.Sender.GetJsonAsync(Contacts + "/export")).Body.Split("\r\n").Select(row => row.Split(',')).ToList();
        var lines = (await one.App.Sender.GetJsonAsync(Contacts + "/export?format=ndjson")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        foreach (var person in people)
        {
            Assert.Equal(value, rows.Single(row => row[0] == person)[Array.IndexOf(rows[0], name)]);
            Assert.True(JsonNode.DeepEquals(Written(field, value), lines.Single(line => (string?)line["externalId"] == person)[field.JsonName]), person);
        }
    }

    private async Task ImportAsync(string file, string type)
    {
        var job = await one.App.ImportAsync(file, type);
        Assert.True((job.Text("imported"), job.Text("warnings")) == ("1", "0"), job.Body);
    }

    private static JsonNode Written(ContactField field, string value) => field.Type switch
    {
        FieldType.Position => JsonNode.Parse(value)!,
        FieldType.List => new JsonArray(value),
        _ => value,
    };

    /// <summary>A position is told with both its halves.</summary>
    private static IEnumerable<ContactField> With(ContactField field) => field.Type is FieldType.Position ? [ContactFields.Lat, ContactFields.Lon] : [field];

    private static string Json(string person, ContactField field, string value)
    {
        var json = new JsonObject { ["externalId"] = person };
        foreach (var each in With(field))
            json[each.JsonName] = Written(each, value);
        return json.ToJsonString();
    }

    private static string Csv(string person, ContactField field, string value)
    {
        var columns = With(field).Where(each => each != ContactFields.ExternalId).ToList();
        return $"{string.Join(',', ["external_id", .. columns.Select(each => each.Name)])}\r\n{string.Join(',', [person, .. columns.Select(_ => value)])}\r\n";
    }

    private static JsonNode Question(ContactField field, string value) => field.Type switch
    {
        // Both halves are asked for together, and two theories tell them.
        FieldType.Position => JsonNode.Parse($$$"""{"all":[{"field":"location","op":"within","value":{"lat":{{{value}}},"lon":{{{value}}},"km":1}},{"field":"external_id","op":"starts_with","value":"{{{field.Name}}}-"}]}""")!,
        FieldType.List => new JsonObject { ["field"] = field.Member, ["op"] = "has", ["value"] = value },
        _ => new JsonObject { ["field"] = field.Name, ["op"] = "eq", ["value"] = value },
    };

    public sealed class OneApp : IAsyncLifetime
    {
        internal RunningApp App { get; private set; } = null!;

        public async Task InitializeAsync() => App = await RunningApp.StartAsync();

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
