using ActiveReach.Functions;
using ActiveReach.Functions.Hosting;

using var host = ActiveReachApp.Build(args);
return await AppHosting.RunAsync(host, args);
