using System.Net;
using System.Net.Http.Headers;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Problems;
using ActiveReach.Workspaces;
using Microsoft.Extensions.DependencyInjection;

namespace ActiveReach.Functions.Tests.Workspaces;

/// <summary>A feature that the app doesn't have, all in this file.</summary>
internal sealed record LoyaltySettings : ISettingsSection
{
    /// <summary>Points of an order.</summary>
    public int LoyaltyPoints { get; init; } = 10;

    public string? LoyaltyName { get; init; }

    public IEnumerable<InputProblem> Check()
    {
        if (LoyaltyPoints is < 0 or > 1000)
            yield return new("loyaltyPoints", "out_of_range", $"loyaltyPoints is {LoyaltyPoints}: give 0 to 1000.");
    }
}

/// <summary>The settings of a workspace, put together from the sections of the features.</summary>
public sealed class SettingsSectionTests : IAsyncLifetime
{
    private const string Settings = "api/workspaces/demo/settings";
    private RunningApp app = null!;
    private HttpClient admin = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync(builder =>
            builder.Services.AddSingleton(new SettingsSections([.. SettingsComposition.Sections, SettingsSection.Of<LoyaltySettings>()])));
        // The description that the other clients hold answers against doesn't know the section.
        admin = new HttpClient { BaseAddress = app.Host.Address };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-admin-key");
    }

    public async Task DisposeAsync()
    {
        admin.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_feature_has_settings_by_a_record_of_its_own_and_one_line_of_composition()
    {
        Assert.EndsWith(",\"receiptWait\":\"P1D\",\"loyaltyPoints\":10}", (await admin.GetJsonAsync(Settings)).Body, StringComparison.Ordinal);

        var changed = await admin.PatchJsonAsync(Settings, """{"loyaltyPoints":25,"loyaltyName":"Miles","currency":"INR"}""");

        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.EndsWith(",\"loyaltyPoints\":25,\"loyaltyName\":\"Miles\"}", (await admin.GetJsonAsync(Settings)).Body, StringComparison.Ordinal);
        var stored = (await app.Get<WorkspaceRegister>().FindAsync(new WorkspaceId("demo")))!;
        Assert.Equal((new LoyaltySettings { LoyaltyPoints = 25, LoyaltyName = "Miles" }, "INR"), (stored.Of<LoyaltySettings>(), stored.Currency));
        Assert.Equal("integer", (await admin.GetJsonAsync("api/openapi.json")).Text("components.schemas.WorkspaceSettings.properties.loyaltyPoints.type"));
    }

    [Fact]
    public async Task A_version_of_the_app_without_the_feature_leaves_its_settings_alone()
    {
        var directory = Directory.CreateTempSubdirectory("activereach-");
        await using (var newer = await RunningApp.StartAsync(
            builder => builder.Services.AddSingleton(new SettingsSections([.. SettingsComposition.Sections, SettingsSection.Of<LoyaltySettings>()])), directory.FullName))
        {
            var stored = (await newer.Get<WorkspaceRegister>().FindAsync(new WorkspaceId("demo")))!;
            Assert.True(await newer.Get<WorkspaceRegister>().TryUpdateAsync(stored.With(new LoyaltySettings { LoyaltyPoints = 25 })));
        }

        await using (var older = await RunningApp.StartAsync(directory: directory.FullName))
        {
            Assert.Equal(HttpStatusCode.OK, (await older.Admin.PatchJsonAsync(Settings, """{"currency":"INR"}""")).Status);
            var stored = (await older.Get<WorkspaceRegister>().FindAsync(new WorkspaceId("demo")))!;
            Assert.Equal((25, "INR"), (stored.Of<LoyaltySettings>().LoyaltyPoints, stored.Currency));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task What_is_wrong_in_several_sections_is_told_in_one_answer()
    {
        var refused = await admin.PatchJsonAsync(Settings, """{"loyaltyPoints":-1,"smsMaxSegments":0,"currency":"XYZ","retention":{"events":"P1D"}}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(["currency", "retention.events", "smsMaxSegments", "loyaltyPoints"], refused.ProblemPaths);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_and_a_name_that_no_section_has_are_refused_by_path()
    {
        var wrong = await admin.PatchJsonAsync(Settings, """{"loyaltyPoints":"many"}""");
        Assert.Equal(["loyaltyPoints"], wrong.ProblemPaths);
        Assert.Contains("loyaltyPoints is \"many\", but must be a whole number.", wrong.Text("detail"), StringComparison.Ordinal);

        var unknown = await admin.PatchJsonAsync(Settings, """{"loyalty":1,"quietHours":{"of":true}}""");
        Assert.Equal(["loyalty", "quietHours.of"], unknown.ProblemPaths);
        Assert.Contains("receiptWait, loyaltyPoints, loyaltyName.", unknown.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_brings_the_default_back_and_leaves_the_other_sections_alone()
    {
        await admin.PatchJsonAsync(Settings, """{"loyaltyPoints":25,"smsMaxSegments":3,"loyaltyName":"Miles"}""");

        var changed = await admin.PatchJsonAsync(Settings, """{"loyaltyPoints":null}""");

        Assert.Equal(("10", "Miles", "3"), (changed.Text("loyaltyPoints"), changed.Text("loyaltyName"), changed.Text("smsMaxSegments")));
    }
}
