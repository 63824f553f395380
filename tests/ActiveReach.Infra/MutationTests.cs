using ActiveReach.Infra.Checks;
using ActiveReach.Infra.Compiling;

namespace ActiveReach.Infra;

/// <summary>The checks find what is taken away: each of them is run on a deployment that lacks something.</summary>
public sealed class MutationTests
{
    public static TheoryData<string> Settings() => [.. Deployment.Plain.Settings.Keys.Where(name => name.StartsWith("ActiveReach__", StringComparison.Ordinal) || name.StartsWith("APPLICATIONINSIGHTS_CONNECTION", StringComparison.Ordinal))];

    public static TheoryData<int> Roles() => [.. Enumerable.Range(0, Deployment.Plain.Resources.Count(IsRole))];

    public static TheoryData<string> Containers() => [.. Deployment.Plain.Of("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers").Select(each => each.Name)];

    [BicepTheory]
    [MemberData(nameof(Settings))]
    public void A_setting_that_is_taken_out_is_missed(string name) =>
        Assert.Contains(SettingChecks.Of(Deployment.Plain.With(IsSettings, settings => settings.Remove(name))), finding => finding.StartsWith(name.Split("__acs")[0], StringComparison.Ordinal));

    [BicepFact]
    public void A_setting_that_nobody_reads_is_found() =>
        Assert.Contains(SettingChecks.Of(Deployment.Plain.With(IsSettings, settings => settings["ActiveReach__Delivery__Windows"] = "16")), finding => finding.StartsWith("ActiveReach__Delivery__Windows is set", StringComparison.Ordinal));

    [BicepTheory]
    [MemberData(nameof(Roles))]
    public void A_role_that_is_taken_out_is_missed(int index)
    {
        var role = Deployment.Plain.Resources.Where(IsRole).ElementAt(index);

        Assert.Contains(RoleChecks.Of(Deployment.Plain.Without(each => each == role)), finding => finding.Contains("needs the role", StringComparison.Ordinal));
    }

    [BicepFact]
    public void A_role_of_an_identity_that_is_not_there_is_found() =>
        Assert.NotEmpty(RoleChecks.Of(Deployment.Plain.With(each => each == Deployment.Plain.Resources.First(IsRole) || each.Id == Deployment.Plain.Resources.First(IsRole).Id, role => role["principalId"] = "44444444-4444-4444-4444-444444444444")));

    [BicepTheory]
    [InlineData("texts", "SMSReceived")]
    [InlineData("mails", "EmailDeliveryReportReceived")]
    public void A_subscription_that_is_taken_out_is_missed(string name, string type) =>
        Assert.Contains(SubscriptionChecks.Of(Deployment.Plain.Without(each => IsSubscription(each, name))), finding => finding.Contains(type, StringComparison.Ordinal));

    [BicepFact]
    public void A_subscription_that_leads_nowhere_is_found() =>
        Assert.Contains(SubscriptionChecks.Of(Deployment.Plain.With(each => IsSubscription(each, "texts"), subscription =>
        {
            var address = subscription["destination"]!["properties"]!;
            address["endpointUrl"] = address["endpointUrl"]!.GetValue<string>().Replace("webhooks/acs", "webhooks/asc", StringComparison.Ordinal);
        })), finding => finding.Contains("lets nobody post", StringComparison.Ordinal));

    [BicepTheory]
    [MemberData(nameof(Containers))]
    public void A_container_that_is_taken_out_or_indexed_in_another_way_is_missed(string name)
    {
        Assert.NotEmpty(ContainerChecks.Of(Deployment.Plain.Without(each => each.Name == name)));
        Assert.NotEmpty(ContainerChecks.Of(Deployment.Plain.With(each => each.Name == name, container => container["resource"]!["indexingPolicy"]!["includedPaths"]!.AsArray().RemoveAt(0))));
    }

    [BicepTheory]
    [InlineData("\"stuck\"", "\"hanging\"")]
    [InlineData("activereach.orchestrations", "activereach.orchestras")]
    public void An_alert_on_what_nobody_measures_is_found(string measured, string unknown) =>
        Assert.NotEmpty(AlertChecks.Of(Deployment.Plain.With(each => each.Name == "OrchestrationStuck", rule =>
        {
            var criterion = rule["criteria"]!["allOf"]![0]!;
            criterion["query"] = criterion["query"]!.GetValue<string>().Replace(measured, unknown, StringComparison.Ordinal);
        })));

    [BicepFact]
    public void An_alert_that_is_taken_out_is_missed() => Assert.NotEmpty(AlertChecks.Of(Deployment.Plain.Without(each => each.Name == "Poisoned")));

    [BicepTheory]
    [InlineData("Microsoft.DocumentDB/databaseAccounts", "disableLocalAuth")]
    [InlineData("Microsoft.KeyVault/vaults", "publicNetworkAccess")]
    public void An_entrance_that_is_left_open_is_found(string type, string property) =>
        Assert.NotEmpty(EntranceChecks.Of(Deployment.Full.With(each => each.Type == type, properties => properties.Remove(property)), isPrivate: true));

    private static bool IsRole(Resource resource) => resource.Type.EndsWith("oleAssignments", StringComparison.Ordinal);

    private static bool IsSettings(Resource resource) => resource.Name.EndsWith("/appsettings", StringComparison.Ordinal);

    private static bool IsSubscription(Resource resource, string name) => resource.Type.EndsWith("/eventSubscriptions", StringComparison.Ordinal) && resource.Name.EndsWith("/" + name, StringComparison.Ordinal);
}
