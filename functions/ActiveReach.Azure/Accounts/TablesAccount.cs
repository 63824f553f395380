using Azure.Core;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Accounts;

/// <summary>The tables of the storage account: the one place that makes their clients. What was refused for the rate, or lost on the way, is repeated by the
/// SDK with growing pauses; whoever writes tells from the entity whether a repeated write had been made.</summary>
public sealed class TablesAccount
{
    private readonly TableServiceClient service;
    private readonly string prefix;

    private TablesAccount(TableServiceClient service, StoreClock clock, string prefix) => (this.service, Clock, this.prefix) = (service, clock, prefix);

    /// <summary>How far the clock of this machine is off the account's.</summary>
    public StoreClock Clock { get; }

    /// <summary>Written to by nothing but the check at start.</summary>
    internal TableClient Check => service.GetTableClient(prefix + "check");

    internal TableClient Ledger => service.GetTableClient(prefix + "ledger");

    internal TableClient Addresses => service.GetTableClient(prefix + "addresses");

    /// <summary>The rows of contacts.</summary>
    internal TableClient Contacts => service.GetTableClient(prefix + "contacts");

    internal TableClient Messages => service.GetTableClient(prefix + "messages");

    internal TableClient Plans => service.GetTableClient(prefix + "plans");

    internal TableClient Stages => service.GetTableClient(prefix + "stages");

    internal TableClient Permits => service.GetTableClient(prefix + "permits");

    internal TableClient Touches => service.GetTableClient(prefix + "touches");

    internal TableClient Conversions => service.GetTableClient(prefix + "conversions");

    internal TableClient Entries => service.GetTableClient(prefix + "entries");

    internal TableClient Inbox => service.GetTableClient(prefix + "inbox");

    internal TableClient Suppressions => service.GetTableClient(prefix + "suppressions");

    /// <summary>The account as an identity reaches it.</summary>
    public static TablesAccount Of(Uri endpoint, TokenCredential identity, StoreMeter meter, TimeProvider time, Action<TableClientOptions>? adapt = null)
    {
        var clock = new StoreClock(time);
        var options = Options(meter, clock);
        adapt?.Invoke(options);
        return new TablesAccount(new TableServiceClient(endpoint, identity, options), clock, "");
    }

    /// <param name="connection">With a key: an emulator's.</param>
    /// <param name="meter">Hears of each request.</param>
    /// <param name="time">The clock of this machine.</param>
    /// <param name="prefix">Begins the names of the tables, so that several may share an emulator.</param>
    /// <param name="adapt">What tests need besides.</param>
    public static TablesAccount Of(string connection, StoreMeter meter, TimeProvider time, string prefix = "", Action<TableClientOptions>? adapt = null)
    {
        var clock = new StoreClock(time);
        var options = Options(meter, clock);
        adapt?.Invoke(options);
        return new TablesAccount(new TableServiceClient(connection, options), clock, prefix);
    }

    /// <summary>Makes tables where they are missing.</summary>
    public async Task CreateAsync(CancellationToken cancellation = default)
    {
        foreach (var table in new[] { Check, Ledger, Addresses, Contacts, Messages, Plans, Stages, Permits, Touches, Conversions, Entries, Inbox, Suppressions })
            await table.CreateIfNotExistsAsync(cancellation);
    }

    private static TableClientOptions Options(StoreMeter meter, StoreClock clock)
    {
        var options = new TableClientOptions { Diagnostics = { ApplicationId = "ActiveReach" } };
        options.AddPolicy(clock, HttpPipelinePosition.PerRetry);
        options.AddPolicy(new TableRequests(meter), HttpPipelinePosition.PerRetry);
        return options;
    }
}
