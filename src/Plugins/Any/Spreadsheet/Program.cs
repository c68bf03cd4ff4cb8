using Tracker.Plugins.Any.Spreadsheet;
using Tracker.PluginSdk;

return await PluginProgram.Run(new SpreadsheetPlugin());
