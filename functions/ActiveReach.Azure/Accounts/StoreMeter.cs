using System.Diagnostics;
using System.Diagnostics.Metrics;
using ActiveReach.Sight;

namespace ActiveReach.Azure.Accounts;

/// <summary>What the stores of the cloud are asked for, request by request: their bill is made of it.</summary>
public sealed class StoreMeter
{
    private const string Store = "activereach.store";
    private const string Verb = "activereach.store.verb";
    private const string Status = "http.response.status_code";

    private readonly Counter<long> requests;
    private readonly Counter<double> charges;

    public StoreMeter(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(Trail.Name) ?? new Meter(Trail.Name);
        requests = meter.CreateCounter<long>("activereach.store.requests", "{request}", "Requests to a store of the cloud, those that were repeated included.");
        charges = meter.CreateCounter<double>("activereach.store.charge", "{request_unit}", "Request units that Cosmos DB charged.");
    }

    /// <param name="store">The container, or the kind of storage.</param>
    /// <param name="verb">What was asked, e.g. <c>batch</c>.</param>
    /// <param name="status">As HTTP has it.</param>
    /// <param name="charge">Request units; 0 where none are charged.</param>
    public void Note(string store, string verb, int status, double charge = 0)
    {
        if (requests.Enabled)
            requests.Add(1, new TagList { { Store, store }, { Verb, verb }, { Status, status } });
        if (charge > 0 && charges.Enabled)
            charges.Add(charge, new TagList { { Store, store }, { Verb, verb } });
    }
}
