using ActiveReach.Audiences.Imports;
using ActiveReach.Azure.Audiences.Imports;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Hosting;
using ActiveReach.Settings;
using ActiveReach.Workspaces;
using Microsoft.Extensions.Configuration;

namespace ActiveReach.Functions.Tests.Start;

/// <summary>Where each role is kept, by the settings and by the host.</summary>
public sealed class StoreSettingTests
{
    private const string Key = "c29tZWJvZHkncyBvd24ga2V5LCB3aGljaCBvcGVucyBhbiBhY2NvdW50";
    private const string Azurite = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://azurite:10000/devstoreaccount1";

    private static readonly (string, string)[] Triggered = [("AzureWebJobsStorage", "UseDevelopmentStorage=true")];

    [Fact]
    public void Under_the_host_of_the_platform_SQLite_is_refused_with_every_setting_that_is_missing()
    {
        var refusal = Refused(HostKind.Functions);

        foreach (var missing in new[] { "ActiveReach__Store__Documents__Endpoint", "ActiveReach__Store__Ledger__Endpoint", "ActiveReach__Store__Media__Endpoint", "AzureWebJobsStorage__accountName", "ActiveReach__LinkSigningKey", "ActiveReach__WebhookSecrets__acs" })
            Assert.Contains(missing, refusal, StringComparison.Ordinal);
        Assert.Contains("ActiveReach__Store__Documents is 'sqlite'", refusal, StringComparison.Ordinal);
        Assert.Contains("ActiveReach__Store=azure", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_the_host_on_a_developers_machine_SQLite_is_taken()
    {
        var options = Read(HostKind.FunctionsForDevelopment, Triggered);

        Assert.True(options.UsesSqlite);
        Assert.Equal("UseDevelopmentStorage=true", options.Queues!.Emulator);
    }

    [Theory]
    [InlineData("--AZURE_FUNCTIONS_ENVIRONMENT=Production", "--nothing=1")]
    [InlineData("--AZURE_FUNCTIONS_ENVIRONMENT=Development", "--WEBSITE_INSTANCE_ID=1")]
    [InlineData("--AZURE_FUNCTIONS_ENVIRONMENT=Development", "--WEBSITE_SITE_NAME=reach")]
    public void A_worker_of_the_platform_does_not_start_on_SQLite(string environment, string mark)
    {
        var refused = Assert.Throws<SettingsRefusedException>(() => ActiveReachApp.BuildWorker(
            ["--functions-uri=http://127.0.0.1:9", "--functions-worker-id=w", "--functions-request-id=r", "--AzureWebJobsStorage=UseDevelopmentStorage=true", environment, mark]));

        Assert.Contains("ActiveReach__Store__Documents is 'sqlite'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_adapter_in_Azure_is_refused_by_name()
    {
        var refusal = Refused(HostKind.Own, ("ActiveReach__Store__Ledger", "tables"), ("ActiveReach__Store__Ledger__Endpoint", "https://shop.table.core.windows.net"));

        foreach (var port in StoreRole.Ledger.Lacking)
            Assert.Contains(port, refusal, StringComparison.Ordinal);
        Assert.Equal(StoreRole.Ledger.Lacking.Count > 0, refusal.Contains("not to be had there yet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ActiveReach__Store__Documents__Endpoint", "https://shop.blob.core.windows.net", "https://NAME.documents.azure.com")]
    [InlineData("ActiveReach__Store__Documents__Endpoint", "http://shop.documents.azure.com", "https")]
    [InlineData("ActiveReach__Store__Media__Endpoint", "https://shop.blob.core.windows.net/imports", "https://NAME.blob.core.windows.net")]
    [InlineData("ActiveReach__Store__Ledger__Endpoint", "https://shop.queue.core.windows.net", "https://NAME.table.core.windows.net")]
    [InlineData("ActiveReach__Store__Documents__Database", "a/b", "a name of a database")]
    [InlineData("AzureWebJobsStorage__accountName", "Shop Store", "3 to 24 small letters and digits")]
    [InlineData("AzureWebJobsStorage__queueServiceUri", "https://shop.table.core.windows.net", "https://NAME.queue.core.windows.net")]
    public void A_wrong_address_is_refused_with_a_right_one(string name, string text, string remedy)
    {
        var refusal = Refused(HostKind.FunctionsForDevelopment, (name, text)).Split('\n').Single(line => line.StartsWith($"{name} is '{text}'", StringComparison.Ordinal));

        Assert.Contains(remedy, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ActiveReach__Store__Documents__Emulator", "AccountEndpoint=https://shop.documents.azure.com:443/;AccountKey=" + Key + ";")]
    [InlineData("ActiveReach__Store__Media__Emulator", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + Key + ";EndpointSuffix=core.windows.net")]
    [InlineData("ActiveReach__Store__Ledger__Emulator", "TableEndpoint=https://shop.table.core.windows.net/;SharedAccessSignature=sv=2024&sig=" + Key)]
    [InlineData("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=" + Key)]
    public void A_key_of_an_account_is_refused_without_being_shown(string name, string text)
    {
        var refusal = Refused(HostKind.FunctionsForDevelopment, (name, text));

        Assert.Contains($"{name} is no connection string of an emulator", refusal, StringComparison.Ordinal);
        Assert.Contains("managed identity, never keys", refusal, StringComparison.Ordinal);
        Assert.Contains("Data Contributor", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Azurite)]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=mine;AccountKey=AA==;BlobEndpoint=http://127.0.0.1:1234/mine")]
    public void A_connection_string_of_an_emulator_is_taken(string text) =>
        Assert.Equal(text, Read(HostKind.Own, ("ActiveReach__Store__Media", "blobs"), ("ActiveReach__Store__Media__Emulator", text)).Media!.Emulator);

    [Theory]
    [InlineData("ActiveReach__Store__Media", "blobs", "ActiveReach__Store__Media is 'blobs', but nothing says where that is: set ActiveReach__Store__Media__Endpoint")]
    [InlineData("ActiveReach__Store__Media__Endpoint", "https://shop.blob.core.windows.net", "ActiveReach__Store__Media is 'files': write blobs there, or remove ActiveReach__Store__Media__Endpoint")]
    [InlineData("ActiveReach__Store__Queues", "storage", "only the Functions host takes messages from there: write ActiveReach__Store__Queues=embedded")]
    [InlineData("ActiveReach__Store__Documents", "cosmos", "Keep both on SQLite, or both in Azure")]
    [InlineData("ActiveReach__Store__Ledger", "tables", "the frozen audiences of runs are files beside the tables. Write blobs too")]
    [InlineData("ActiveReach__Store", "azure", "ActiveReach__Store__Media is 'blobs' (ActiveReach__Store is 'azure')")]
    public void Settings_that_do_not_go_together_are_refused_with_the_remedy(string name, string text, string remedy) =>
        Assert.Contains(remedy, Refused(HostKind.Own, (name, text)), StringComparison.Ordinal);

    [Fact]
    public void The_Functions_host_takes_messages_from_its_own_account_only()
    {
        var refusal = Refused(HostKind.FunctionsForDevelopment, [.. Triggered, ("ActiveReach__Store__Queues", "embedded")]);

        Assert.Contains("ActiveReach__Store__Queues is 'embedded', but the Functions host takes messages from its storage account only: write storage", refusal, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://shop1.queue.core.windows.net"), Read(HostKind.FunctionsForDevelopment, ("AzureWebJobsStorage__accountName", "shop1")).Queues!.Endpoint);
    }

    [Fact]
    public async Task An_app_whose_store_does_not_answer_does_not_start_and_says_why()
    {
        (string, string)[] nobody = [("ActiveReach__Store__Media", "blobs"), ("ActiveReach__Store__Media__Emulator", "DefaultEndpointsProtocol=http;AccountName=none;AccountKey=AA==;BlobEndpoint=http://127.0.0.1:1/none")];
        var directory = Directory.CreateTempSubdirectory("activereach-refused-").FullName;
        await using (var app = ActiveReachApp.Build(["--data", directory, "--port", "0"], builder => builder.Configuration.AddInMemoryCollection(nobody.Select(Entry))))
        {
            var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => app.StartAsync());

            Assert.Contains("ActiveReach__Store__Media__Emulator is 'an emulator', which has not answered: is the address right", refused.Message, StringComparison.Ordinal);
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task The_stores_that_were_chosen_are_those_that_are_composed()
    {
        await using var here = ActiveReachApp.Build(["--port", "0"]);
        await using var there = ActiveReachApp.Build(["--port", "0"], builder => builder.Configuration.AddInMemoryCollection(new[] { ("ActiveReach__Store__Media", "blobs"), ("ActiveReach__Store__Media__Emulator", Azurite) }.Select(Entry)));

        Assert.IsNotType<BlobImportSpool>(here.Services.GetService(typeof(IImportSpool)));
        Assert.IsType<BlobImportSpool>(there.Services.GetService(typeof(IImportSpool)));
        Assert.True(((Http.AccessOptions)there.Services.GetService(typeof(Http.AccessOptions))!).UsesCloudStores);
    }

    private static string Refused(HostKind host, params (string, string)[] given) => Assert.Throws<SettingsRefusedException>(() => Read(host, given)).Message;

    private static StoreOptions Read(HostKind host, params (string, string)[] given) =>
        AppOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(given.Select(Entry)).Build(), host).Store;

    private static KeyValuePair<string, string?> Entry((string Name, string Text) given) => new(given.Name.Replace("__", ":", StringComparison.Ordinal), given.Text);
}
