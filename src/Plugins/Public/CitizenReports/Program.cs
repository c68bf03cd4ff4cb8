using Tracker.Plugins.Public.CitizenReports;
using Tracker.PluginSdk;

return await PluginProgram.Run(new CitizenReportsPlugin());
