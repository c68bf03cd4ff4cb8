using Tracker.Plugins.Government.OpenContracting;
using Tracker.PluginSdk;

return await PluginProgram.Run(new OpenContractingPlugin());
