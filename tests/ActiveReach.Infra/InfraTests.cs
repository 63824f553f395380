using ActiveReach.Infra.Checks;
using ActiveReach.Infra.Compiling;
using Azure.Emulators;

namespace ActiveReach.Infra;

/// <summary>What is deployed is what the app needs.</summary>
public sealed class InfraTests
{
    [BicepFact]
    public void It_compiles_without_a_warning() => Assert.Equal("", Bicep.Run("build", "infra/main.bicep", "--stdout").Faults);

    [BicepFact]
    public void It_is_written_as_the_formatter_writes_it()
    {
        foreach (var file in Files())
            Assert.Equal(File.ReadAllText(file), Bicep.Run("format", file, "--stdout").Written);
    }

    [Fact]
    public void Every_module_is_used()
    {
        var main = File.ReadAllText(Path.Combine(Repository.Root, "infra", "main.bicep"));

        Assert.All(Files().Where(file => Path.GetFileName(file) != "main.bicep"), file => Assert.Contains($"'app/{Path.GetFileName(file)}'", main, StringComparison.Ordinal));
    }

    [BicepFact]
    public void Every_setting_is_set_that_the_app_reads_and_no_other() => AssertNone(SettingChecks.Of);

    [BicepFact]
    public void The_app_starts_with_what_is_set() => AssertNone(SettingChecks.Start);

    [BicepFact]
    public void Keys_and_secrets_that_are_being_changed_come_from_the_vault_beside_those_that_they_replace()
    {
        var changing = Deployment.Changing;

        Assert.EndsWith(";SecretName=LinkSigningKeys-1)", changing.Settings["ActiveReach__LinkSigningKeys__1"], StringComparison.Ordinal);
        Assert.EndsWith(";SecretName=WebhookSecrets-acs-1)", changing.Settings["ActiveReach__WebhookSecrets__acs__1"], StringComparison.Ordinal);
        Assert.Contains("secrets/webhook-acs)", changing.Settings["ActiveReach__WebhookSecrets__acs"], StringComparison.Ordinal);
        Assert.Empty(SettingChecks.Start(changing));
        Assert.DoesNotContain(Deployment.Plain.Settings.Keys, name => name.StartsWith("ActiveReach__LinkSigningKeys", StringComparison.Ordinal));
    }

    [BicepFact]
    public void Whoever_needs_a_role_has_it_and_nobody_has_another() => AssertNone(RoleChecks.Of);

    [BicepFact]
    public void What_comes_back_is_subscribed_to_and_leads_to_a_route_of_the_app() => AssertNone(SubscriptionChecks.Of);

    [BicepFact]
    public void The_containers_are_those_of_the_code() => AssertNone(ContainerChecks.Of);

    [BicepFact]
    public void Alerts_ask_for_what_the_app_measures() => AssertNone(AlertChecks.Of);

    [BicepFact]
    public void Nobody_comes_in_by_a_key() => AssertNone(deployment => EntranceChecks.Of(deployment, isPrivate: deployment == Deployment.Full));

    private static void AssertNone(Func<Deployment, IEnumerable<string>> check)
    {
        var findings = check(Deployment.Plain).Union(check(Deployment.Full)).ToList();
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    private static string[] Files() => Directory.GetFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories);
}
