namespace Azure.Emulators;

/// <summary>What no emulator here can show, as the reason of the tests that are skipped for it; <c>docs/azure.md</c> lists each.</summary>
public static class EmulatorLacks
{
    public const string Charges = "The stand-in of Cosmos DB charges 1 request unit for anything.";

    public const string Copies = "The stand-in of Cosmos DB has one copy of everything, so that no read is ever stale.";
}
