using ActiveReach.Functions.Hosting;

// The Functions host says on the command line where it is. Without that word this process is a host of its own.
return FunctionsHost.HasStarted(args)
    ? await FunctionsHost.RunAsync(args)
    : await OwnHost.RunAsync(args);
